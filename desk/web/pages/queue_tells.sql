AND ($flag IS NULL OR contains(marks.item_tells, concat('flag=', $flag, ';')))
AND ($kind IS NULL OR contains(marks.item_tells, concat('kind=', $kind, ';')))
