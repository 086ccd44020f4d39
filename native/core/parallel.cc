#include "core/parallel.h"

#include <atomic>

#if defined(__linux__)
#include <dlfcn.h>
#include <link.h>
#endif
#ifdef _OPENMP
#include <omp.h>
#endif

// glibc 2.34 gave these two a new version when it took in libdl. The old version is everywhere: with it an addon that is
// built on a new system loads on an old one.
#if defined(__GLIBC__) && defined(__x86_64__)
__asm__(".symver dlopen, dlopen@GLIBC_2.2.5");
__asm__(".symver dladdr, dladdr@GLIBC_2.2.5");
#elif defined(__GLIBC__) && defined(__aarch64__)
__asm__(".symver dlopen, dlopen@GLIBC_2.17");
__asm__(".symver dladdr, dladdr@GLIBC_2.17");
#endif

namespace thalweg {

namespace {
thread_local int current_threads = 1;
thread_local bool current_eager = false;
std::atomic<bool> have_openmp{false};
}  // namespace

void set_threads(int n, bool eager) {
  current_threads = have_openmp ? n : 1;
  current_eager = eager;
}
int threads() { return current_threads; }
bool eager() { return current_eager; }

// The addon is compiled with -fopenmp and linked without it: an image without libgomp can still load it. The runtime is
// found here, before anything calls into it.
const char* load_openmp() {
  if (have_openmp) return nullptr;
#if !defined(_OPENMP)
  return "built without OpenMP";
#elif defined(__linux__)
  if (!dlopen("libgomp.so.1", RTLD_NOW | RTLD_GLOBAL)) {
    // The copy that lies beside the addon.
    Dl_info info;
    bool found = false;
    if (dladdr(reinterpret_cast<void*>(&load_openmp), &info) && info.dli_fname) {
      char path[4096];
      int length = 0, slash = 0;
      for (const char* p = info.dli_fname; *p && length < 4000; p++) {
        path[length++] = *p;
        if (*p == '/') slash = length;
      }
      const char name[] = "libgomp.so.1";
      for (unsigned k = 0; k < sizeof name; k++) path[slash + k] = name[k];
      found = dlopen(path, RTLD_NOW | RTLD_GLOBAL) != nullptr;
    }
    if (!found) return "libgomp.so.1 was not found";
  }
#endif
  have_openmp = true;
  return nullptr;
}

void run_team(int team, i64 units, RangeBody body, void* context) {
#ifdef _OPENMP
#pragma omp parallel num_threads(team)
  {
    // The runtime may give fewer threads than asked for; every unit is done all the same.
    i64 count = omp_get_num_threads(), me = omp_get_thread_num();
    i64 begin = units * me / count, end = units * (me + 1) / count;
    if (begin < end) body(context, int(me), begin, end);
  }
#else
  (void)team;
  body(context, 0, 0, units);
#endif
}

}  // namespace thalweg
