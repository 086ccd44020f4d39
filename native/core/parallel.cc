#include "core/parallel.h"

#include <cstdlib>
#include <cstring>

#include "core/pool.h"

#if defined(__linux__)
#include <dlfcn.h>
#endif

// glibc 2.34 gave these a new version when it took in libdl. The old version is everywhere: with it an addon that is
// built on a new system loads on an old one.
#if defined(__GLIBC__) && defined(__x86_64__)
__asm__(".symver dlopen, dlopen@GLIBC_2.2.5");
__asm__(".symver dlsym, dlsym@GLIBC_2.2.5");
#elif defined(__GLIBC__) && defined(__aarch64__)
__asm__(".symver dlopen, dlopen@GLIBC_2.17");
__asm__(".symver dlsym, dlsym@GLIBC_2.17");
#endif

namespace thalweg {

namespace {

thread_local int current_threads = 1;
thread_local bool current_always_parallel = false;

// What a compiler makes of `#pragma omp parallel`, called by name: an addon that is linked with libgomp does not load
// on an image without it, and one that leaves the symbols open does not load where they must be bound at once
// (LD_BIND_NOW, musl). The three functions are libgomp's stable interface.
struct Runtime {
  void (*parallel)(void (*body)(void*), void* data, unsigned threads, unsigned flags) = nullptr;
  int (*team)() = nullptr;
  int (*me)() = nullptr;
  explicit operator bool() const { return parallel && team && me; }
};

#if defined(__linux__)
const char kName[] = "libgomp.so.1";

// Never closed: its threads outlive a call.
void* open_library() { return dlopen(kName, RTLD_NOW | RTLD_LOCAL); }

template <class F>
void find(F& function, void* library, const char* name) {
  function = reinterpret_cast<F>(dlsym(library, name));
}

Runtime load() {
  Runtime runtime;
  if (void* library = open_library()) {
    find(runtime.parallel, library, "GOMP_parallel");
    find(runtime.team, library, "omp_get_num_threads");
    find(runtime.me, library, "omp_get_thread_num");
  }
  return runtime;
}
#else
Runtime load() { return {}; }
#endif

const Runtime& runtime() {
  static const Runtime loaded = load();
  return loaded;
}

struct Region {
  i64 units;
  RangeBody body;
  void* context;
};

// One OpenMP thread's part. The runtime may give fewer threads than asked for; every unit is done all the same.
void run_part(void* data) {
  const Region& region = *static_cast<const Region*>(data);
  i64 count = runtime().team(), me = runtime().me();
  i64 begin = region.units * me / count, end = region.units * (me + 1) / count;
  if (begin < end) region.body(region.context, int(me), begin, end);
}

// Chosen once a process, before the first region.
bool wants_openmp() {
  static const bool wanted = [] {
    const char* layer = std::getenv("THALWEG_THREADING_LAYER");
    return layer && std::strcmp(layer, "openmp") == 0;
  }();
  return wanted;
}

}  // namespace

void set_threads(int n, bool always_parallel) {
  current_threads = wants_openmp() && !runtime() ? 1 : n;
  current_always_parallel = always_parallel;
}
int threads() { return current_threads; }
bool always_parallel() { return current_always_parallel; }

const char* serial_reason() {
  if (!wants_openmp() || runtime()) return nullptr;
#if defined(__linux__)
  return "libgomp.so.1 was not found";
#else
  return "this binary was built without OpenMP";
#endif
}

void run_team(int team, i64 units, RangeBody body, void* context) {
  if (!wants_openmp()) return run_pool(team, units, body, context, always_parallel());
  Region region{units, body, context};
  runtime().parallel(run_part, &region, unsigned(team), 0);
}

}  // namespace thalweg
