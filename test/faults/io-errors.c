// Makes the n-th system call that writes to a file fail, or the process die before it: gcc -shared -fPIC -o shim.so io-errors.c -ldl, then LD_PRELOAD it.
//   FAULT_PATH  part of the name of the files; FAULT_AT  n, from 1; FAULT_ERRNO  a number, 0 for SIGKILL; FAULT_LOG  gets a line when it was done
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static atomic_long calls;

static int due(int fd, const char *name) {
  const char *path = getenv("FAULT_PATH"), *at = getenv("FAULT_AT"), *error = getenv("FAULT_ERRNO"), *log = getenv("FAULT_LOG");
  if (!path || !at || !error || !log) return 0;
  char link[64], target[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t n = readlink(link, target, sizeof target - 1);
  if (n < 0) return 0;
  target[n] = 0;
  if (!strstr(target, path) || atomic_fetch_add(&calls, 1) + 1 != atol(at)) return 0;
  int out = open(log, O_WRONLY | O_CREAT | O_APPEND, 0666);
  dprintf(out, "%s %s\n", name, target);
  close(out);
  errno = atoi(error);
  if (errno == 0) kill(getpid(), SIGKILL);
  return 1;
}

#define FAILING(type, name, params, args)                                                                              \
  type name params {                                                                                                   \
    static type(*real) params;                                                                                         \
    if (!real) real = (type(*) params)dlsym(RTLD_NEXT, #name);                                                         \
    return due(fd, #name) ? -1 : real args;                                                                            \
  }

FAILING(ssize_t, write, (int fd, const void *from, size_t n), (fd, from, n))
FAILING(ssize_t, pwrite, (int fd, const void *from, size_t n, off_t at), (fd, from, n, at))
FAILING(ssize_t, pwrite64, (int fd, const void *from, size_t n, off64_t at), (fd, from, n, at))
FAILING(int, fsync, (int fd), (fd))
FAILING(int, fdatasync, (int fd), (fd))
FAILING(int, ftruncate, (int fd, off_t n), (fd, n))
FAILING(int, ftruncate64, (int fd, off64_t n), (fd, n))
