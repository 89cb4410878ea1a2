/* Answers CPUID as a processor with AVX2 and nothing wider would. bench/plain.py tells how it is put to use.

   Instructions that ask (0F A2) were replaced in a copy of the library by two bytes that no processor knows (0F 04).
   They end here, the real processor is asked, and what is wider than AVX2 is struck from its answer. */
#define _GNU_SOURCE
#include <cpuid.h>
#include <signal.h>
#include <string.h>
#include <ucontext.h>

static volatile int asked;

int plain_asked(void) { return asked; }

static void strike(unsigned leaf, unsigned sub, unsigned *a, unsigned *b, unsigned *c, unsigned *d) {
    if (leaf == 7 && sub == 0) {
        *b &= ~(1u << 16 | 1u << 17 | 1u << 21 | 1u << 26 | 1u << 27 | 1u << 28 | 1u << 30 | 1u << 31); /* AVX512 */
        *c &= ~(1u << 1 | 1u << 6 | 1u << 11 | 1u << 12 | 1u << 14); /* VBMI, VBMI2, VNNI, BITALG, VPOPCNTDQ */
        *d &= ~(1u << 2 | 1u << 3 | 1u << 8 | 1u << 22 | 1u << 23 | 1u << 24 | 1u << 25); /* of AVX512, and AMX */
    } else if (leaf == 7 || leaf == 0x24) {
        *a = *b = *c = *d = 0; /* AVX-VNNI and its like, AVX10 */
    }
}

static void answer(int number, siginfo_t *info, void *given) {
    greg_t *at = ((ucontext_t *)given)->uc_mcontext.gregs;
    (void)info;
    if (memcmp((const void *)at[REG_RIP], "\x0f\x04", 2) != 0) { /* another's fault: let it end the process */
        signal(number, SIG_DFL);
        return;
    }
    unsigned leaf = (unsigned)at[REG_RAX], sub = (unsigned)at[REG_RCX], a, b, c, d;
    __cpuid_count(leaf, sub, a, b, c, d);
    strike(leaf, sub, &a, &b, &c, &d);
    at[REG_RAX] = a, at[REG_RBX] = b, at[REG_RCX] = c, at[REG_RDX] = d;
    at[REG_RIP] += 2;
    asked++;
}

__attribute__((constructor)) static void begin(void) {
    struct sigaction deed;
    memset(&deed, 0, sizeof deed);
    deed.sa_sigaction = answer;
    deed.sa_flags = SA_SIGINFO;
    sigaction(SIGILL, &deed, 0);
}
