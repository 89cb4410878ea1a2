/* Refuses, and writes into the file OUTWARD_LOG, whatever a program does to reach another machine: look-ups of names,
   connects and datagrams. Preloaded (LD_PRELOAD), it sees native code as well as Python, and needs no rights. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void note(const char *what, const char *whom) {
    const char *log = getenv("OUTWARD_LOG");
    char line[512], program[128] = "?";
    int saved = errno, file, source = open("/proc/self/cmdline", O_RDONLY), size;
    if (source >= 0) {
        size = read(source, program, sizeof program - 1);
        for (int i = 0; i < size; i++) if (program[i] == 0 || program[i] == '\n') program[i] = ' ';
        program[size > 0 ? size : 0] = 0;
        close(source);
    }
    size = snprintf(line, sizeof line, "%s %s by %s\n", what, whom, program);
    if (log && (file = open(log, O_WRONLY | O_CREAT | O_APPEND, 0600)) >= 0) {
        if (write(file, line, size) < 0) abort();
        close(file);
    }
    errno = saved;
}

static int is_outward(const struct sockaddr *to, char *shown, size_t size) {
    if (to && to->sa_family == AF_INET) {
        const struct sockaddr_in *four = (const struct sockaddr_in *)to;
        inet_ntop(AF_INET, &four->sin_addr, shown, size);
        return (ntohl(four->sin_addr.s_addr) >> 24) != 127;
    }
    if (to && to->sa_family == AF_INET6) {
        const struct sockaddr_in6 *six = (const struct sockaddr_in6 *)to;
        inet_ntop(AF_INET6, &six->sin6_addr, shown, size);
        return !IN6_IS_ADDR_LOOPBACK(&six->sin6_addr) && strncmp(shown, "::ffff:127.", 11);
    }
    return 0;
}

int connect(int fd, const struct sockaddr *to, socklen_t length) {
    static int (*plain)(int, const struct sockaddr *, socklen_t);
    char shown[INET6_ADDRSTRLEN];
    if (is_outward(to, shown, sizeof shown)) { note("connect", shown); errno = ENETUNREACH; return -1; }
    if (!plain) plain = dlsym(RTLD_NEXT, "connect");
    return plain(fd, to, length);
}

ssize_t sendto(int fd, const void *bytes, size_t size, int flags, const struct sockaddr *to, socklen_t length) {
    static ssize_t (*plain)(int, const void *, size_t, int, const struct sockaddr *, socklen_t);
    char shown[INET6_ADDRSTRLEN];
    if (is_outward(to, shown, sizeof shown)) { note("sendto", shown); errno = ENETUNREACH; return -1; }
    if (!plain) plain = dlsym(RTLD_NEXT, "sendto");
    return plain(fd, bytes, size, flags, to, length);
}

int getaddrinfo(const char *name, const char *service, const struct addrinfo *hints, struct addrinfo **found) {
    static int (*plain)(const char *, const char *, const struct addrinfo *, struct addrinfo **);
    unsigned char address[16];
    if (name && strcmp(name, "localhost") && !inet_pton(AF_INET, name, address) && !inet_pton(AF_INET6, name, address)) {
        note("look-up", name);
        return EAI_NONAME;
    }
    if (!plain) plain = dlsym(RTLD_NEXT, "getaddrinfo");
    return plain(name, service, hints, found);
}

struct hostent *gethostbyname(const char *name) {
    static struct hostent *(*plain)(const char *);
    if (strcmp(name, "localhost")) { note("look-up", name); h_errno = HOST_NOT_FOUND; return NULL; }
    if (!plain) plain = dlsym(RTLD_NEXT, "gethostbyname");
    return plain(name);
}
