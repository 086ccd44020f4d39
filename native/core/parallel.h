// Work split over threads: by the pool of pool.cc or, where THALWEG_THREADING_LAYER=openmp asks for it, by OpenMP.
// parallel.cc is the only file that knows OpenMP.
//
// The contract: what a unit of work computes depends on its number alone, never on who computes it. Units go to threads
// in contiguous ranges, so that a thread meets the same part of a tensor in most kernels.
#pragma once
#include "core/kernel.h"

namespace thalweg {

// Threads that the next calls of this thread may use; set by the binding before each call. With `always_parallel`,
// which tests and the clock use, the smallest work is split as well, and also where teams lost time lately.
void set_threads(int n, bool always_parallel);
int threads();
bool always_parallel();

// Why there is only one thread, or null.
const char* serial_reason();

// Runs body(context, thread, begin, end) on up to `team` threads; the ranges [begin, end) together are [0, units). A
// thread may run the body several times, always with its own number below `team`.
using RangeBody = void (*)(void* context, int thread, i64 begin, i64 end);
void run_team(int team, i64 units, RangeBody body, void* context);

namespace {

// How many threads are worth waking for `units` units that take about `ns` nanoseconds together on one thread:
// below about 5 us a second thread costs more than it brings.
static inline int team_for(i64 units, double ns) {
  i64 team = threads();
  i64 worth = i64(ns / 2500);
  if (team > worth && !always_parallel()) team = worth;
  if (team > units) team = units;
  return team < 1 ? 1 : int(team);
}

// f(thread, begin, end) on `team` threads.
template <class F>
static inline void parallel(int team, i64 units, F f) {
  if (team <= 1) {
    if (units > 0) f(0, i64(0), units);
    return;
  }
  run_team(
      team, units,
      [](void* context, int thread, i64 begin, i64 end) { (*static_cast<F*>(context))(thread, begin, end); }, &f);
}

}  // namespace
}  // namespace thalweg
