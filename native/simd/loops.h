// The loops over contiguous elements that elementwise kernels are made of, instantiated by gen/elementwise.h with the
// ops of rules/elementwise.def. The last lanes are masked: body and tail are one text.
#pragma once
#include "core/kernel.h"
#include "gen/math.h"

namespace thalweg {

constexpr int kMaxInputs = 4;

// What a loop runs on. An input either advances with the output or, when constant[k], is one value repeated over
// 64 bytes, so that a broadcast scalar costs what a contiguous operand costs.
struct Run {
  const void* x[kMaxInputs];
  bool constant[kMaxInputs];
  void* y;
  i64 n;
  double p[2];
};

using Loop = void (*)(const Run&);

namespace {

// put(position, lanes, values) stores the result of one vector.
template <class Op, class T, class Put>
TW_INLINE void run_loop(const Run& s, Put put) {
  using V = Vec<T>;
  constexpr int kInputs = Op::kInputs;
  const V p[2] = {splat<V>(T(s.p[0])), splat<V>(T(s.p[1]))};
  const T* at[kInputs];
  i64 step[kInputs];
  for (int k = 0; k < kInputs; k++) {
    at[k] = static_cast<const T*>(s.x[k]);
    step[k] = s.constant[k] ? 0 : kLanes<T>;
  }
  V x[kInputs];
  const i64 n = s.n;  // a store could change s for all the compiler knows
  i64 i = 0;
  for (; i + kLanes<T> <= n; i += kLanes<T>) {
    for (int k = 0; k < kInputs; k++) {
      x[k] = load(at[k]);
      at[k] += step[k];
    }
    put(i, i64(kLanes<T>), Op::run(x, p));
  }
  if (i < n) {
    for (int k = 0; k < kInputs; k++) x[k] = load_n(at[k], n - i);
    put(i, n - i, Op::run(x, p));
  }
}

template <class Op, class T>
void map_loop(const Run& s) {
  T* y = static_cast<T*>(s.y);
  run_loop<Op, T>(s, [y](i64 i, i64 n, Vec<T> v) {
    if (n == kLanes<T>)
      store(y + i, v);
    else
      store_n(y + i, v, n);
  });
}

// Of an op whose result is a mask: one byte, 0 or 1, an element.
template <class Op, class T>
void mask_loop(const Run& s) {
  auto* y = static_cast<std::uint8_t*>(s.y);
  typedef std::uint8_t Bytes __attribute__((vector_size(kLanes<T>)));
  run_loop<Op, T>(s, [y](i64 i, i64 n, typename VecOf<T>::I mask) {
    Bytes v = __builtin_convertvector(-mask, Bytes);
    std::memcpy(y + i, &v, n);
  });
}

}  // namespace
}  // namespace thalweg
