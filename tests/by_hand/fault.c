/* Counts the calls by which a program changes files below FAULT_BELOW, in the order it makes them, and stops one.
 *
 * FAULT_LOG names a file that gets a line for each call: what it is and the path. FAULT_AT is the number of the call to
 * be stopped, 0 for none. FAULT_MODE says how: `fail` (this one ends with EIO), `full` (this one and all later ones that
 * need room end with ENOSPC, a write after two thirds of it), `kill` (a write does two thirds, then the process is gone).
 * FAULT_READS set counts openings for reading too.
 *
 *   cc -shared -fPIC -O1 -o fault.so fault.c -ldl
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

enum verdict { GO, STOP };
enum mode { FAIL, FULL, KILL };

static const char *below;
static size_t below_length;
static int log_handle = -1, made, at, reads;
static enum mode mode;

static void *real(const char *name) { return dlsym(RTLD_NEXT, name); }

__attribute__((constructor)) static void prepare(void) {
    const char *log = getenv("FAULT_LOG"), *number = getenv("FAULT_AT"), *how = getenv("FAULT_MODE");
    int (*really)(const char *, int, ...) = real("open");
    reads = getenv("FAULT_READS") != NULL;
    at = number ? atoi(number) : 0;
    mode = how && !strcmp(how, "full") ? FULL : how && !strcmp(how, "kill") ? KILL : FAIL;
    log_handle = log ? really(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600) : -1;
    below = getenv("FAULT_BELOW");
    below_length = below ? strlen(below) : 0;
}

static int ours(const char *path) { return below && path && !strncmp(path, below, below_length); }

static const char *path_of(int handle, char *room) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", handle);
    ssize_t length = readlink(link, room, PATH_MAX - 1);
    room[length > 0 ? length : 0] = 0;
    return room;
}

/* A path that is given beside the handle of a folder, whole. */
static const char *whole(int folder, const char *path, char *room) {
    if (!path || path[0] == '/' || folder == AT_FDCWD) return path;
    char above[PATH_MAX];
    if ((size_t)snprintf(room, PATH_MAX, "%s/%s", path_of(folder, above), path) >= PATH_MAX) return path;
    return room;
}

static void gone(void) {
    kill(getpid(), SIGKILL);
    for (;;) pause();
}

/* Counts a call; says whether it is to be stopped. `room` tells whether it needs room on the disk. */
static enum verdict met(const char *call, const char *path, int room) {
    char line[PATH_MAX + 32];
    ssize_t (*really)(int, const void *, size_t) = real("write");
    int kept = errno;
    made++;
    int length = snprintf(line, sizeof line, "%s %s\n", call, path + below_length);
    if (log_handle >= 0 && really(log_handle, line, (size_t)length) < 0) abort();
    errno = kept;
    return at > 0 && (made == at || (mode == FULL && made > at && room)) ? STOP : GO;
}

static int refused(void) {
    if (mode == KILL) gone();
    errno = mode == FULL ? ENOSPC : EIO;
    return -1;
}

#define MEET(call, path, room) \
    if (ours(path) && met(call, path, room) == STOP) return refused()

static int opened(const char *name, int folder, const char *path, int flags, mode_t rights) {
    char space[PATH_MAX];
    const char *place = whole(folder, path, space);
    int writes = flags & (O_WRONLY | O_RDWR | O_CREAT);
    if (!(flags & O_DIRECTORY) && (writes || reads)) MEET(writes ? "open" : "read", place, writes);
    int (*really)(int, const char *, int, ...) = real(name);
    return really(folder, path, flags, rights);
}

#define RIGHTS mode_t rights = 0; if (flags & (O_CREAT | O_TMPFILE)) { \
    va_list more; va_start(more, flags); rights = va_arg(more, mode_t); va_end(more); }

int open(const char *path, int flags, ...) { RIGHTS return opened("openat", AT_FDCWD, path, flags, rights); }
int open64(const char *path, int flags, ...) { RIGHTS return opened("openat64", AT_FDCWD, path, flags, rights); }
int openat(int folder, const char *path, int flags, ...) { RIGHTS return opened("openat", folder, path, flags, rights); }
int openat64(int folder, const char *path, int flags, ...) { RIGHTS return opened("openat64", folder, path, flags, rights); }

ssize_t write(int handle, const void *data, size_t length) {
    char room[PATH_MAX];
    ssize_t (*really)(int, const void *, size_t) = real("write");
    if (below && handle != log_handle && ours(path_of(handle, room)) && met("write", room, 1) == STOP) {
        if (mode != FAIL && really(handle, data, length * 2 / 3) < 0) abort();
        return refused();
    }
    return really(handle, data, length);
}

#define BY_HANDLE(result, name, call, room, parameters, arguments) \
    result name parameters { \
        char space[PATH_MAX]; \
        result (*really) parameters = real(#name); \
        if (below) MEET(call, path_of(handle, space), room); \
        return really arguments; \
    }
#define BY_PATH(name, call, room, path, parameters, arguments) \
    int name parameters { \
        int (*really) parameters = real(#name); \
        MEET(call, path, room); \
        return really arguments; \
    }
#define BY_FOLDER(name, call, room, folder, path, parameters, arguments) \
    int name parameters { \
        char space[PATH_MAX]; \
        int (*really) parameters = real(#name); \
        const char *place = whole(folder, path, space); \
        MEET(call, place, room); \
        return really arguments; \
    }

BY_HANDLE(int, fsync, "fsync", 1, (int handle), (handle))
BY_HANDLE(int, fdatasync, "fsync", 1, (int handle), (handle))
BY_HANDLE(int, ftruncate, "ftruncate", 0, (int handle, off_t length), (handle, length))
BY_HANDLE(int, ftruncate64, "ftruncate", 0, (int handle, off64_t length), (handle, length))
BY_PATH(rename, "rename", 0, to, (const char *from, const char *to), (from, to))
BY_FOLDER(renameat, "rename", 0, there, to, (int here, const char *from, int there, const char *to), (here, from, there, to))
BY_PATH(link, "link", 1, to, (const char *from, const char *to), (from, to))
BY_FOLDER(linkat, "link", 1, there, to, (int here, const char *from, int there, const char *to, int how), (here, from, there, to, how))
BY_PATH(unlink, "unlink", 0, path, (const char *path), (path))
BY_FOLDER(unlinkat, "unlink", 0, folder, path, (int folder, const char *path, int how), (folder, path, how))
BY_PATH(mkdir, "mkdir", 1, path, (const char *path, mode_t rights), (path, rights))
BY_FOLDER(mkdirat, "mkdir", 1, folder, path, (int folder, const char *path, mode_t rights), (folder, path, rights))
