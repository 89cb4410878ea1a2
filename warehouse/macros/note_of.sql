-- what: the first note of a claim that begins with a code, such as unit_ambiguous; null if there is none
CREATE OR REPLACE MACRO note_of(notes, code) AS
    list_filter(notes, lambda note: starts_with(note, code))[1];
