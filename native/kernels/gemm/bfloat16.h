// Products of float32 matrices that are rounded to bfloat16 while they are packed (simd/bfloat16.h has the contract):
// both operands become words, and region.h's macro-kernel runs over these. Used by gemm.cc.
#pragma once
#include "core/cpu.h"
#include "kernels/gemm/region.h"
#include "simd/bfloat16.h"

namespace thalweg {
namespace {

constexpr i64 kRoundedRows = 1024;  // rows of A packed for all columns of B
constexpr i64 kRoundedStrips = 64;  // strips of A packed together, so that rows are read in long pieces
constexpr i64 kAhead = 2048;        // elements of rows, four rows at least, that are requested while others are packed

// Elements along the sum that `words` words hold.
TW_INLINE i64 elements_of(PairForm form, i64 words) { return form == kPaired ? 2 * words : words; }

// The form for this processor.
inline PairForm pair_form() {
#if defined(TW_AVX512)
  if (has_bfloat16()) return kPaired;
#endif
  return kSwapped;
}

// As choose_blocking; kc counts words.
Blocking choose_rounded_blocking(const Product<float>& p, PairForm form) {
  Blocking q;
  q.tile = form == kPaired ? kPairTile : kFlushedTile;
  q.nv = panel_vectors<float>(p.n);
  q.height = kTileRows[q.nv];
  q.pack_b = true;
  q.pack_a = p.ars == 1 && p.acs != 1;
  const i64 words = words_of(form, p.k), blocks = ceil_div(words * 4, kDepth);
  q.kc = round_up(ceil_div(words, blocks < 1 ? 1 : blocks), 2);
  q.mc = min(p.m, kRoundedRows);
  const i64 nr = q.nv * kLanes<float>, panels = kBlock / 4 / (nr * (q.kc + 1));
  q.nc = min(ceil_div(p.n, nr), panels < 1 ? 1 : panels) * nr;
  return q;
}

// Floats of scratch: A, B, and some columns of B on their way.
i64 rounded_scratch(const Blocking& q) { return (q.mc + q.nc + kLanes<float>)*q.kc; }

// How far on lie the rows to request, of n elements each. Each may lie on another page.
TW_INLINE i64 rows_ahead(i64 n) { return max(4, kAhead / n); }

// Requests n elements of two rows.
TW_INLINE void request_rows(const float* row, i64 apart, i64 n) {
  for (i64 i = 0; i < n; i += 64 / int(sizeof(float))) {
    __builtin_prefetch(row + i);
    __builtin_prefetch(row + apart + i);
  }
}

// Rows of A, `words` of each: line after line, or strip after strip where A lies across rows.
template <PairForm F>
void round_a(const Product<float>& p, const Blocking& q, i64 words, float* to) {
  if (!q.pack_a) {
    for (i64 i = 0; i < p.m; i++) pack_line<F>(p.a + i * p.ars, p.acs, p.k, to + i * words);
    return;
  }
  const RowStrips strips(p.m, q.height);
  for (i64 s = 0, next; s < strips.count; s = next) {
    next = min(s + kRoundedStrips, s < strips.taller ? strips.taller : strips.count);
    const i64 h = strips.height(s), cols = (next - s) * h, ahead = rows_ahead(cols) * p.acs;
    const float* a = p.a + strips.row(s);
    float* at = to + strips.row(s) * words;
    for (i64 k = 0; k < p.k; k += 2, a += 2 * p.acs, at += words_of(F, 2) * h) {
      request_rows(a + ahead, p.acs, cols);
      pack_pieces<F>(a, k + 1 < p.k ? a + p.acs : nullptr, next - s, h, at, h * words);
    }
  }
}

// Columns of B as panels `nr` wide, one behind the other.
template <PairForm F>
void round_b(const Product<float>& p, i64 words, float* to, i64 nr, float* lines) {
  constexpr int L = kLanes<float>;
  if (p.bcs == 1) {
    const i64 ahead = rows_ahead(p.n) * p.brs;
    for (i64 k = 0; k < p.k; k += 2) {
      const float *even = p.b + k * p.brs, *odd = k + 1 < p.k ? even + p.brs : nullptr;
      request_rows(even + ahead, p.brs, p.n);
      float* at = to + words_of(F, k) * nr;
      for (i64 j = 0; j < p.n; j += nr, at += words * nr) {
        const i64 cols = min(p.n - j, nr);
        pack_pair<F>(even + j, odd ? odd + j : nullptr, cols, round_up(cols, L), at, nr);
      }
    }
    return;
  }
  for (i64 j = 0; j < p.n; j += L) {
    const i64 cols = min(p.n - j, i64(L));
    for (i64 c = 0; c < cols; c++) pack_line<F>(p.b + (j + c) * p.bcs, p.brs, p.k, lines + c * words);
    copy_transposed(lines, words, words, cols, L, to + j / nr * nr * words + j % nr, nr);
  }
}

// The same by the form of this processor.
void round_a(PairForm form, const Product<float>& p, const Blocking& q, i64 words, float* to) {
  with_form(form, [&](auto f) { round_a<f.value>(p, q, words, to); });
}
void round_b(PairForm form, const Product<float>& p, i64 words, float* to, i64 nr, float* lines) {
  with_form(form, [&](auto f) { round_b<f.value>(p, words, to, nr, lines); });
}

// C = activation(start + A B): blocks of rows of A, of words along the sum and of columns of B.
void multiply_rounded(const Product<float>& p, const Blocking& q, float* scratch) {
  const PairForm form = q.tile == kPairTile ? kPaired : kSwapped;
  const i64 nr = q.nv * kLanes<float>, words = words_of(form, p.k);
  float *const a = scratch, *const b = a + q.mc * q.kc, *const lines = b + q.nc * q.kc;
  for (i64 i = 0; i < p.m; i += q.mc)
    for (i64 w = 0; w < words; w += q.kc) {
      const i64 depth = min(q.kc, words - w), k = elements_of(form, w);
      Product<float> part = p;
      part.m = min(q.mc, p.m - i);
      part.k = min(elements_of(form, depth), p.k - k);
      part.a = p.a + i * p.ars + k * p.acs;
      part.activation = w + depth == words ? p.activation : kNone;
      round_a(form, part, q, depth, a);
      for (i64 j = 0; j < p.n; j += q.nc) {
        part.n = min(q.nc, p.n - j);
        part.b = p.b + k * p.brs + j * p.bcs;
        round_b(form, part, depth, b, nr, lines);
        Product<float> rounded = part;
        rounded.k = depth;
        rounded.a = a;
        rounded.ars = q.pack_a ? 1 : depth;
        rounded.acs = 1;
        rounded.c = p.c + i * p.ldc + j;
        if (w > 0) {
          rounded.start = rounded.c;
          rounded.srs = p.ldc;
          rounded.scs = 1;
        } else if (p.start) {
          rounded.start = p.start + i * p.srs + j * p.scs;
        }
        multiply(rounded, q, Panels<float>{b, nr, depth * nr}, q.pack_a ? a : static_cast<const float*>(nullptr));
      }
    }
}

}  // namespace
}  // namespace thalweg
