// Tiles of a transposition: squares of one vector by one vector, in registers. Called by kernels/copy.cc.
#pragma once
#include "kernels/gemm/pack.h"

namespace thalweg {
namespace {

// y[t*sy + c] = x[c*sx + t] for t < rows, c < columns, both at most one vector.
template <class T>
TW_INLINE void transpose_tile(const T* x, i64 sx, T* y, i64 sy, i64 rows, i64 columns) {
  constexpr int L = kLanes<T>;
  Vec<T> row[L];
  if (rows == L && columns == L) {
#pragma GCC unroll 16
    for (int c = 0; c < L; c++) row[c] = load(x + c * sx);
    transpose<T>(row);
#pragma GCC unroll 16
    for (int t = 0; t < L; t++) store(y + t * sy, row[t]);
  } else {
    for (int c = 0; c < L; c++) row[c] = c < columns ? load_n(x + c * sx, rows) : Vec<T>{};
    transpose<T>(row);
    for (int t = 0; t < L; t++)
      if (t < rows) store_n(y + t * sy, row[t], columns);
  }
}

}  // namespace
}  // namespace thalweg
