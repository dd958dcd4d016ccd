/* Makes the n-th call to the disk fail: preloaded below Python and SQLite, and told what to do by tests.torture.faults. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum { MAKE = 1, WRITE = 2, SYNC = 4, RENAME = 8, UNLINK = 16, READ = 32 };
enum { STOPS = -1, STOPS_HALFWAY = -2 }; /* in the place of an error number: waits to be looked at, then goes on */

static int armed, first, last, code, kinds;
static int seen, fired;
static char under[PATH_MAX];
static unsigned notes[1 << 16]; /* what each call was: its kind, and a number for its file */

/* Calls of these kinds below a folder are counted from 1; those from `from` to `until` fail with `error`, or stop. */
void faults_arm(const char *folder, int mask, int from, int until, int error) {
    snprintf(under, sizeof under, "%s", folder);
    kinds = mask; first = from; last = until; code = error; seen = fired = 0; armed = 1;
}
int faults_disarm(void) { armed = 0; return fired; }
int faults_seen(void) { return seen; }
unsigned *faults_notes(void) { return notes; }

/* Shared with whoever looks: how often this stopped, and which stop it may leave. */
static volatile int *gate;
volatile int *faults_gate(void) {
    if (!gate) gate = mmap(NULL, 2 * sizeof *gate, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    gate[0] = gate[1] = 0;
    return gate;
}

/* One thread after the other: two that stop at once would be looked at once. */
static void stop(void) {
    static pthread_mutex_t one_by_one = PTHREAD_MUTEX_INITIALIZER;
    pthread_mutex_lock(&one_by_one);
    for (gate[0]++; gate[1] < gate[0];) raise(SIGSTOP);
    pthread_mutex_unlock(&one_by_one);
}

static __thread int has_halves; /* what is asked just now is a write that may stop in its middle */

static int strikes(int kind, const char *path) {
    if (!armed || !(kinds & kind) || path == NULL || strncmp(path, under, strlen(under)) != 0) return 0;
    unsigned file = 5381;
    for (const char *one = path; *one; one++) file = file * 33 + (unsigned char)*one;
    notes[seen & 0xFFFF] = (unsigned)kind << 24 | (file & 0xFFFFFF);
    seen++;
    if (seen < first || seen > last) return 0;
    fired++;
    if (code < 0) {
        if (code == STOPS || !has_halves) stop();
        return 0;
    }
    errno = code;
    return 1;
}

static int strikes_open_file(int kind, int file) {
    char link[64], path[PATH_MAX];
    if (!armed || !(kinds & kind)) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return strikes(kind, path);
}

static int strikes_opening(const char *path, int flags) {
    if (!armed) return 0;
    return flags & O_CREAT && access(path, F_OK) != 0 ? strikes(MAKE, path) : strikes(READ, path);
}

#define REAL(name) static __typeof__(name) *real; if (!real) real = dlsym(RTLD_NEXT, #name)
#define OPEN(name) int name(const char *path, int flags, ...) { \
    va_list rest; va_start(rest, flags); mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0; va_end(rest); \
    REAL(name); \
    if (strikes_opening(path, flags)) return -1; \
    return real(path, flags, mode); }
OPEN(open)
OPEN(open64)
#define OPENAT(name) int name(int at, const char *path, int flags, ...) { \
    va_list rest; va_start(rest, flags); mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0; va_end(rest); \
    REAL(name); \
    if (strikes_opening(path, flags)) return -1; \
    return real(at, path, flags, mode); }
OPENAT(openat)
OPENAT(openat64)
int mkdir(const char *path, mode_t mode) {
    REAL(mkdir); return access(path, F_OK) != 0 && strikes(MAKE, path) ? -1 : real(path, mode); }
int link(const char *old, const char *path) { REAL(link); return strikes(MAKE, path) ? -1 : real(old, path); }
ssize_t write(int file, const void *from, size_t size) {
    REAL(write);
    int before = fired;
    has_halves = 1;
    int struck = strikes_open_file(WRITE, file);
    has_halves = 0;
    if (struck) return -1;
    if (fired == before || code != STOPS_HALFWAY) return real(file, from, size);
    ssize_t half = real(file, from, size / 2), rest;
    stop();
    return half < 0 || (rest = real(file, (const char *)from + half, size - half)) < 0 ? -1 : half + rest; }
#define PWRITE(name, offset) ssize_t name(int file, const void *from, size_t size, offset at) { \
    REAL(name); \
    int before = fired; \
    has_halves = 1; \
    int struck = strikes_open_file(WRITE, file); \
    has_halves = 0; \
    if (struck) return -1; \
    if (fired == before || code != STOPS_HALFWAY) return real(file, from, size, at); \
    ssize_t half = real(file, from, size / 2, at), rest; \
    stop(); \
    return half < 0 || (rest = real(file, (const char *)from + half, size - half, at + half)) < 0 ? -1 : half + rest; }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)
ssize_t read(int file, void *to, size_t size) {
    REAL(read); return strikes_open_file(READ, file) ? -1 : real(file, to, size); }
ssize_t pread(int file, void *to, size_t size, off_t at) {
    REAL(pread); return strikes_open_file(READ, file) ? -1 : real(file, to, size, at); }
ssize_t pread64(int file, void *to, size_t size, off64_t at) {
    REAL(pread64); return strikes_open_file(READ, file) ? -1 : real(file, to, size, at); }
ssize_t writev(int file, const struct iovec *parts, int count) {
    REAL(writev); return strikes_open_file(WRITE, file) ? -1 : real(file, parts, count); }
ssize_t sendfile(int to, int from, off_t *at, size_t count) {
    REAL(sendfile); return strikes_open_file(WRITE, to) ? -1 : real(to, from, at, count); }
ssize_t sendfile64(int to, int from, off64_t *at, size_t count) {
    REAL(sendfile64); return strikes_open_file(WRITE, to) ? -1 : real(to, from, at, count); }
ssize_t copy_file_range(int from, off64_t *at, int to, off64_t *there, size_t size, unsigned flags) {
    REAL(copy_file_range); return strikes_open_file(WRITE, to) ? -1 : real(from, at, to, there, size, flags); }
int ftruncate(int file, off_t size) { REAL(ftruncate); return strikes_open_file(WRITE, file) ? -1 : real(file, size); }
int ftruncate64(int file, off64_t size) {
    REAL(ftruncate64); return strikes_open_file(WRITE, file) ? -1 : real(file, size); }
int fsync(int file) { REAL(fsync); return strikes_open_file(SYNC, file) ? -1 : real(file); }
int fdatasync(int file) { REAL(fdatasync); return strikes_open_file(SYNC, file) ? -1 : real(file); }
int rename(const char *old, const char *path) { REAL(rename); return strikes(RENAME, path) ? -1 : real(old, path); }
int unlink(const char *path) { REAL(unlink); return strikes(UNLINK, path) ? -1 : real(path); }
int rmdir(const char *path) { REAL(rmdir); return strikes(UNLINK, path) ? -1 : real(path); }
int unlinkat(int at, const char *path, int flags) {
    /* shutil.rmtree works relative to an open folder */
    REAL(unlinkat); return strikes_open_file(UNLINK, at) ? -1 : real(at, path, flags); }
