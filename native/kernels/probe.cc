// Probes of the machine for the benchmark (lib/bench/machine.ts): arithmetic without memory, memory without arithmetic,
// and how long a cache line takes from one core to another. They are kernels like all others, with the same bits in
// JavaScript, so that what they show is what a kernel can reach.
#include "core/int.h"
#include "core/parallel.h"
#include "gen/kernels.h"
#include "simd/vec.h"
#if defined(__unix__) || defined(__APPLE__)
#include <sched.h>
#endif

namespace thalweg {
namespace {

constexpr i64 kChains = 192;
constexpr i64 kBlock = 16384;
// Elements ahead of the loads that the stream is asked for.
constexpr i64 kAhead = 64;

// Twelve vectors in registers cover the latency of an fma (4 cycles) on two ports with room to spare.
template <class T>
void chains(T* y, i64 rounds, T a, T b) {
  constexpr int kVectors = 12;
  constexpr i64 kStep = kVectors * kLanes<T>;
  static_assert(kChains % kStep == 0);
  const Vec<T> va = splat<Vec<T>>(a), vb = splat<Vec<T>>(b);
  for (i64 at = 0; at < kChains; at += kStep) {
    Vec<T> r[kVectors];
#pragma GCC unroll 12
    for (int k = 0; k < kVectors; k++) r[k] = load(y + at + k * kLanes<T>);
#pragma GCC unroll 1
    for (i64 round = 0; round < rounds; round++) {
#pragma GCC unroll 12
      for (int k = 0; k < kVectors; k++) r[k] = fma(r[k], va, vb);
    }
#pragma GCC unroll 12
    for (int k = 0; k < kVectors; k++) store(y + at + k * kLanes<T>, r[k]);
  }
}

template <class T>
i64 probeFma(const ProbeFmaArgs<T>& a) {
  double ns = 4.0 * double(a.units) * double(a.rounds);
  parallel(team_for(a.units, ns), a.units, [&](int, i64 begin, i64 end) {
    for (i64 u = begin; u < end; u++) chains(a.y + u * kChains, a.rounds, a.a, a.b);
  });
  return kOk;
}

template <class T>
i64 probeRead(const ProbeReadArgs<T>& a) {
  double ns = 0.1 * double(a.units) * double(a.length);
  parallel(team_for(a.units, ns), a.units, [&](int, i64 begin, i64 end) {
    for (i64 u = begin; u < end; u++) {
      const T* x = a.x + u * a.length;
      // Four times sixteen lanes: one comparison after the other would be slower than the memory.
      Wide<T> most[4];
      for (int k = 0; k < 4; k++) most[k] = load_wide(x + 16 * k);
      for (i64 i = 64; i < a.length; i += 64) {
#pragma GCC unroll 4
        for (int k = 0; k < 4; k++) {
          __builtin_prefetch(x + i + 16 * k + 4 * kAhead);
          most[k] = apply([](auto m, auto v) { return select(v > m, v, m); }, most[k], load_wide(x + i + 16 * k));
        }
      }
      for (int k = 0; k < 4; k++) store_wide(a.y + u * 64 + 16 * k, most[k]);
    }
  });
  return kOk;
}

// f(i, load, store) over [0, n) in blocks, with `load`/`store` for whole vectors or for the first lanes of one.
template <class T, class F>
void stream(i64 n, double ns_each, F f) {
  i64 blocks = ceil_div(n, kBlock);
  parallel(team_for(blocks, ns_each * double(n)), blocks, [&](int, i64 begin, i64 end) {
    i64 i = begin * kBlock, last = min(end * kBlock, n);
    for (; i + kLanes<T> <= last; i += kLanes<T>)
      f(
          i, [](const T* p) { return load(p); }, [](T* p, Vec<T> v) { store(p, v); });
    i64 rest = last - i;
    if (rest > 0)
      f(
          i, [rest](const T* p) { return load_n(p, rest); }, [rest](T* p, Vec<T> v) { store_n(p, v, rest); });
  });
}

template <class T>
i64 probeTriad(const ProbeTriadArgs<T>& a) {
  const Vec<T> s = splat<Vec<T>>(a.a);
  stream<T>(a.n, 0.3, [&](i64 i, auto get, auto put) { put(a.z + i, get(a.x + i) + s * get(a.y + i)); });
  return kOk;
}

template <class T>
i64 probeUpdate(const ProbeUpdateArgs<T>& a) {
  const Vec<T> s = splat<Vec<T>>(a.a);
  stream<T>(a.n, 0.6, [&](i64 i, auto get, auto put) {
    __builtin_prefetch(a.g + i + kAhead);
    __builtin_prefetch(a.p + i + kAhead);
    __builtin_prefetch(a.m + i + kAhead);
    __builtin_prefetch(a.v + i + kAhead);
    const Vec<T> g = get(a.g + i), m = get(a.m + i), v = get(a.v + i), next = m + s * (g - m);
    put(a.m + i, next);
    put(a.v + i, v + s * (g * g - v));
    put(a.p + i, get(a.p + i) - s * next);
  });
  return kOk;
}

// Yields while the operating system does not run the partner: where two threads share one core, spinning would cost a
// whole time slice per hop.
inline void wait_for_turn(const i64* ball, i64 turn) {
  for (i64 spins = 0; __atomic_load_n(ball, __ATOMIC_ACQUIRE) != turn; spins++) {
#if defined(__unix__) || defined(__APPLE__)
    if (spins > 100000) sched_yield();
#endif
  }
}

// Hop h is made by thread h % 2. When the runtime gives one thread only, it holds both units and nobody waits.
i64 probeHandOff(const ProbeHandOffArgs& a) {
  struct alignas(128) {
    i64 ball = 0;
  } line;
  parallel(threads() < 2 ? 1 : 2, 2, [&](int, i64 begin, i64 end) {
    if (end - begin == 2) {
      line.ball = a.hops;
      return;
    }
    for (i64 hop = begin; hop < a.hops; hop += 2) {
      wait_for_turn(&line.ball, hop);
      __atomic_store_n(&line.ball, hop + 1, __ATOMIC_RELEASE);
    }
  });
  a.y[0] = double(line.ball);
  return kOk;
}

}  // namespace
}  // namespace thalweg

TW_KERNEL(probeFma)
TW_KERNEL(probeRead)
TW_KERNEL(probeTriad)
TW_KERNEL(probeUpdate)
TW_KERNEL(probeHandOff)
