// Reduces the middle dimension of (outer, n, inner), in parallel and in an order that depends on n alone; for
// reduce.cc, softmax.cc and norm/.
//
// inner = 1: blocks of 4096 elements, each one line (simd/reduce.h); their results are reduced the same way again.
// inner > 1: blocks of 64 rows, each a chain in order of rows; their results are reduced the same way again.
#pragma once
#include "core/int.h"
#include "core/parallel.h"
#include "core/scratch.h"
#include "simd/reduce.h"

namespace thalweg {
namespace {

constexpr i64 kBlock = 4096;
constexpr i64 kBlockRows = 64;
constexpr i64 kTile = 1024;  // columns that one unit of work reduces at once

// --- what can be reduced: terms map(x, c), where c is the center of the output, and how two results combine ---
struct Sum {
  using Again = Sum;
  static constexpr double kInit = 0;
  template <class V>
  TW_LAMBDA V map(V x, V) const {
    return x;
  }
  template <class V>
  TW_LAMBDA V operator()(V a, V b) const {
    return a + b;
  }
};
struct SumAbs : Sum {
  template <class V>
  TW_LAMBDA V map(V x, V) const {
    return abs(x);
  }
};
struct SumAround : Sum {
  template <class V>
  TW_LAMBDA V map(V x, V c) const {
    return x - c;
  }
};
struct SumSquares : Sum {
  template <class V>
  TW_LAMBDA V map(V x, V c) const {
    return (x - c) * (x - c);
  }
};
struct Product {
  using Again = Product;
  static constexpr double kInit = 1;
  template <class V>
  TW_LAMBDA V map(V x, V) const {
    return x;
  }
  template <class V>
  TW_LAMBDA V operator()(V a, V b) const {
    return a * b;
  }
};
// The largest, or NaN where there is one. Which of two equal zeros is not defined.
struct Largest {
  using Again = Largest;
  static constexpr double kInit = -__builtin_inf();
  template <class V>
  TW_LAMBDA V map(V x, V) const {
    return x;
  }
  template <class V>
  TW_LAMBDA V operator()(V a, V b) const {
    return select(a != a, a, max(a, b));
  }
};
struct Smallest : Largest {  // as the largest of -x
  template <class V>
  TW_LAMBDA V map(V x, V) const {
    return -x;
  }
};
struct LargestAbs : Largest {
  static constexpr double kInit = 0;
  template <class V>
  TW_LAMBDA V map(V x, V) const {
    return abs(x);
  }
};

template <class T, class Op>
TW_INLINE T reduce_block(Op op, const T* x, i64 n, T center) {
  T out[1];
  const Vec<T> c = splat<Vec<T>>(center);
  reduce_line<T, 1>(op, T(Op::kInit), out, n, [&](auto at, i64 i, Wide<T>* term) TW_LAMBDA {
    term[0] = apply([&](Vec<T> v) TW_LAMBDA { return op.map(v, c); }, at(x + i));
  });
  return out[0];
}

// emit(at, values, count) receives the results at .. at + count.
template <class T, class Op, class Emit>
i64 reduce_lines(Op op, const T* x, i64 outer, i64 n, const T* center, Emit emit) {
  const i64 blocks = n > kBlock ? ceil_div(n, kBlock) : 1;
  const double ns = double(outer) * double(n) * double(sizeof(T)) * 0.02 + double(outer) * 5;
  if (blocks == 1) {
    parallel(team_for(outer, ns), outer, [&](int, i64 begin, i64 end) {
      for (i64 o = begin; o < end; o++) {
        T v = reduce_block(op, x + o * n, n, center ? center[o] : T(0));
        emit(o, &v, i64(1));
      }
    });
    return kOk;
  }
  Scratch<T> scratch(1, outer * blocks);
  if (!scratch) return kNoMemory;
  T* partial = scratch.of(0);
  parallel(team_for(outer * blocks, ns), outer * blocks, [&](int, i64 begin, i64 end) {
    for (i64 u = begin; u < end; u++) {
      const i64 o = u / blocks, from = u % blocks * kBlock, rest = n - from;
      partial[u] = reduce_block(op, x + o * n + from, min(rest, kBlock), center ? center[o] : T(0));
    }
  });
  return reduce_lines<T>(typename Op::Again{}, partial, outer, blocks, static_cast<const T*>(nullptr), emit);
}

template <int N>
struct Count {
  static constexpr int value = N;
};

// tile[j] takes in rows 0 .. rows of column j, in order; eight rows between a load and a store of the tile. The tile is
// read and written in whole sixteens, so it has room for them: a masked store cannot be forwarded to the next load.
template <class T, class Op>
TW_INLINE void reduce_rows(Op op, T* tile, const T* x, i64 rows, i64 width, i64 step, const T* center) {
  auto take = [&](auto count, const T* from) TW_LAMBDA {
    each_wide(width, [&](auto at, i64 j) TW_LAMBDA {
      Wide<T> acc = load_wide(tile + j), c = center ? at(center + j) : Wide<T>{};
      for (int r = 0; r < count.value; r++)
        acc = apply([&](Vec<T> a, Vec<T> v, Vec<T> m) TW_LAMBDA { return op(a, op.map(v, m)); }, acc,
                    at(from + r * step + j), c);
      store_wide(tile + j, acc);
    });
  };
  i64 r = 0;
  for (; r + 8 <= rows; r += 8) take(Count<8>{}, x + r * step);
  for (; r < rows; r++) take(Count<1>{}, x + r * step);
}

template <class T, class Op, class Emit>
i64 reduce_columns(Op op, const T* x, i64 outer, i64 n, i64 inner, const T* center, Emit emit) {
  const i64 blocks = n > kBlockRows ? ceil_div(n, kBlockRows) : 1, tiles = ceil_div(inner, kTile);
  Scratch<T> scratch(1, blocks == 1 ? 1 : outer * blocks * inner);
  if (!scratch) return kNoMemory;
  T* partial = scratch.of(0);
  const i64 units = outer * blocks * tiles;
  const double ns = double(outer) * double(n) * double(inner) * double(sizeof(T)) * 0.025 + double(units) * 10;
  parallel(team_for(units, ns), units, [&](int, i64 begin, i64 end) {
    T tile[kTile];
    for (i64 u = begin; u < end; u++) {
      const i64 j = u % tiles * kTile, b = u / tiles % blocks, o = u / tiles / blocks;
      const i64 width = min(inner - j, kTile), row = b * kBlockRows;
      const i64 rows = min(n - row, kBlockRows);
      for (i64 k = 0; k < round_up(width, 16); k++) tile[k] = T(Op::kInit);
      reduce_rows(op, tile, x + (o * n + row) * inner + j, rows, width, inner,
                  center ? center + o * inner + j : nullptr);
      if (blocks == 1)
        emit(o * inner + j, tile, width);
      else
        std::memcpy(partial + (o * blocks + b) * inner + j, tile, width * sizeof(T));
    }
  });
  if (blocks == 1) return kOk;
  return reduce_columns<T>(typename Op::Again{}, partial, outer, blocks, inner, static_cast<const T*>(nullptr), emit);
}

template <class T, class Op, class Emit>
i64 reduce_middle(Op op, const T* x, i64 outer, i64 n, i64 inner, const T* center, Emit emit) {
  if (outer == 0 || inner == 0) return kOk;
  if (inner == 1) return reduce_lines<T>(op, x, outer, n, center, emit);
  return reduce_columns<T>(op, x, outer, n, inner, center, emit);
}

}  // namespace
}  // namespace thalweg
