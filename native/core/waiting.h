// What a pool of threads needs of a system: a clock, a pause, sleep and wake on a word, a thread. Used by
// pool.cc, the queue of kernel calls (binding/queue.cc) and the thread of MPI.
#pragma once
#include <atomic>
#include <cstdint>
#include <new>

#include "core/kernel.h"

#if defined(__linux__)
#include <linux/futex.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>
#else
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <system_error>
#include <thread>
#endif

// glibc 2.34 gave pthread_create a new version when it took in libpthread; see parallel.cc.
#if defined(__GLIBC__) && defined(__x86_64__)
__asm__(".symver pthread_create, pthread_create@GLIBC_2.2.5");
#elif defined(__GLIBC__) && defined(__aarch64__)
__asm__(".symver pthread_create, pthread_create@GLIBC_2.17");
#endif

namespace thalweg {
namespace {

inline void pause() {
#if defined(__x86_64__) || defined(_M_X64)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

#if defined(__linux__)

// Nanoseconds of a clock that only goes forward.
inline i64 now() {
  timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return i64(t.tv_sec) * 1'000'000'000 + t.tv_nsec;
}

// Nanoseconds that this thread computed. A system call, unlike `now`.
inline i64 thread_time() {
  timespec t;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return i64(t.tv_sec) * 1'000'000'000 + t.tv_nsec;
}

// Sleeps while the word holds `value`; may wake for no reason.
inline void wait(std::atomic<std::uint32_t>& word, std::uint32_t value) {
  syscall(SYS_futex, &word, FUTEX_WAIT_PRIVATE, value, nullptr, nullptr, 0);
}

inline void wake(std::atomic<std::uint32_t>& word, int count) {
  syscall(SYS_futex, &word, FUTEX_WAKE_PRIVATE, count, nullptr, nullptr, 0);
}

// The processor that this thread is on, and the number that the system knows the thread by.
inline int processor() { return sched_getcpu(); }
inline int thread_number() { return int(syscall(SYS_gettid)); }

// Lets threads run where this thread may run, except on one processor (-1: on all); does nothing when there is no
// other.
inline void keep_off(int processor, const std::atomic<int>* threads, int count) {
  cpu_set_t allowed;
  if (sched_getaffinity(0, sizeof allowed, &allowed) != 0 || CPU_COUNT(&allowed) < 2) return;
  if (processor >= 0) CPU_CLR(processor, &allowed);
  for (int k = 0; k < count; k++)
    if (const int thread = threads[k].load(std::memory_order_relaxed))
      sched_setaffinity(thread, sizeof allowed, &allowed);
}

// Signals are for the threads of Node.
inline void block_signals() {
  sigset_t all;
  sigfillset(&all);
  sigprocmask(SIG_BLOCK, &all, nullptr);
}

// Begins a thread that runs kernels, which tools and lib/inspect/clock find by its name. Kernels never sleep, and Linux
// lets a thread that wakes up next to one wait for the end of its time slice, which it notices at a tick, every 4 ms at
// 250 Hz. Most that have a shorter slice need not wait, so kernels take a longer one; their share of the processor
// stays. Linux before 6.12 ignores it.
inline void begin_kernel_thread() {
  block_signals();
  prctl(PR_SET_NAME, "thalweg");
#if defined(SYS_sched_setattr)
  // sched_attr of the kernel, which libraries declared late.
  struct {
    std::uint32_t size, policy;
    std::uint64_t flags;
    std::int32_t nice;
    std::uint32_t priority;
    std::uint64_t slice, deadline, period;
  } attributes{};
  if (syscall(SYS_sched_getattr, 0, &attributes, sizeof attributes, 0) != 0 || attributes.policy != SCHED_OTHER) return;
  attributes.slice = 20'000'000;
  syscall(SYS_sched_setattr, 0, &attributes, 0);
#endif
}

struct Start {
  void (*body)(void*);
  void* context;
};

// Starts a thread that nobody waits for, on body(context). Returns false when the system has none to give.
inline bool start_thread(void (*body)(void*), void* context = nullptr) {
  auto* start = new (std::nothrow) Start{body, context};
  if (!start) return false;
  pthread_t thread;
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  const auto run = [](void* given) -> void* {
    const Start copy = *static_cast<Start*>(given);
    delete static_cast<Start*>(given);
    copy.body(copy.context);
    return nullptr;
  };
  const int error = pthread_create(&thread, &attributes, run, start);
  pthread_attr_destroy(&attributes);
  if (error) delete start;
  return error == 0;
}

#else

inline i64 now() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

// Unknown here: as if nobody else ran.
inline i64 thread_time() { return now(); }

// One condition for all words: few threads sleep.
struct Bedroom {
  std::mutex mutex;
  std::condition_variable changed;
};
inline Bedroom& bedroom() {
  static Bedroom* const made = new Bedroom;
  return *made;
}

inline void wait(std::atomic<std::uint32_t>& word, std::uint32_t value) {
  std::unique_lock<std::mutex> lock(bedroom().mutex);
  if (word.load() == value) bedroom().changed.wait(lock);
}

inline void wake(std::atomic<std::uint32_t>&, int) {
  { std::lock_guard<std::mutex> lock(bedroom().mutex); }
  bedroom().changed.notify_all();
}

// Left to the system here.
inline int processor() { return -1; }
inline int thread_number() { return 0; }
inline void keep_off(int, const std::atomic<int>*, int) {}

inline void block_signals() {}

inline void begin_kernel_thread() {}

inline bool start_thread(void (*body)(void*), void* context = nullptr) {
  std::thread([body, context] { body(context); }).detach();
  return true;
}

#endif

}  // namespace
}  // namespace thalweg
