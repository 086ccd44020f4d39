// Numbers of a whole list of tensors: the norm of all gradients, and scaling them by it.
#include <type_traits>

#include "core/int.h"
#include "core/parallel.h"
#include "core/scratch.h"
#include "gen/kernels.h"
#include "simd/reduce.h"

namespace thalweg {
namespace {

constexpr i64 kChunk = 16384;

// The tensors cut into chunks: chunk u lies in tensor `list`, from element `from` on.
struct Chunk {
  i64 list, from, count;
};

// f(u, chunk) for the chunks begin .. end of all.
template <class F>
TW_INLINE void each_chunk(const Sizes& lengths, i64 count, i64 begin, i64 end, F f) {
  i64 first = 0;
  for (i64 t = 0; t < count && first < end; t++) {
    const i64 n = lengths[t], chunks = ceil_div(n, kChunk);
    for (i64 u = first < begin ? begin : first; u < first + chunks && u < end; u++) {
      const i64 from = (u - first) * kChunk;
      f(u, Chunk{t, from, n - from < kChunk ? n - from : kChunk});
    }
    first += chunks;
  }
}

static inline i64 chunk_count(const Sizes& lengths, i64 count, double* elements) {
  i64 chunks = 0;
  *elements = 0;
  for (i64 t = 0; t < count; t++) {
    chunks += ceil_div(lengths[t], kChunk);
    *elements += double(lengths[t]);
  }
  return chunks;
}

// Sixteen elements as doubles: the sums run in float64, where the square of a float is exact. Memory is what limits
// them, so this costs nothing.
template <class At>
TW_INLINE Wide<double> doubles(At at, const double* p) {
  return at(p);
}
template <class At>
TW_INLINE Wide<double> doubles(At at, const float* p) {
  Wide<float> f = at(p);
  Wide<double> d;
#if defined(TW_AVX512)
  d.part[0] = (vd)_mm512_maskz_cvtps_pd(0xff, _mm512_maskz_extractf32x8_ps(0xff, (__m512)f.part[0], 0));
  d.part[1] = (vd)_mm512_maskz_cvtps_pd(0xff, _mm512_maskz_extractf32x8_ps(0xff, (__m512)f.part[0], 1));
#else
  constexpr int half = kLanes<double>;
  for (int i = 0; i < d.kParts; i++)
    for (int l = 0; l < half; l++) d.part[i][l] = double(f.part[i / 2][i % 2 * half + l]);
#endif
  return d;
}

struct SumTerm {
  template <class V>
  TW_LAMBDA V operator()(V a, V b) const {
    return a + b;
  }
};
// The larger, or NaN where one is NaN.
struct LargestTerm {
  template <class V>
  TW_LAMBDA V operator()(V a, V b) const {
    return select(a != a, a, max(a, b));
  }
};

enum NormKind { kInfinite, kOne, kTwo };

template <class T, int kKind, class F>
double norm_of_chunk(F f, const T* x, i64 n) {
  double out[1];
  reduce_line<double, 1>(f, 0.0, out, n, [&](auto at, i64 i, Wide<double>* term) TW_LAMBDA {
    term[0] = apply([](vd v) TW_LAMBDA { return kKind == kTwo ? v * v : abs(v); }, doubles(at, x + i));
  });
  return out[0];
}

// partial[u] = the norm of chunk u, without its root, of all chunks of a list.
template <class A>
void norms_of_chunks(const A& a, NormKind p, i64 chunks, double elements, double* partial) {
  using T = std::remove_cvref_t<decltype(a.x[0][0])>;
  parallel(team_for(chunks, elements * double(sizeof(T)) * 0.03), chunks, [&](int, i64 begin, i64 end) {
    each_chunk(a.lengths, a.count, begin, end, [&](i64 u, Chunk c) {
      const T* x = a.x[c.list] + c.from;
      partial[u] = p == kTwo   ? norm_of_chunk<T, kTwo>(SumTerm{}, x, c.count)
                   : p == kOne ? norm_of_chunk<T, kOne>(SumTerm{}, x, c.count)
                               : norm_of_chunk<T, kInfinite>(LargestTerm{}, x, c.count);
    });
  });
}

template <class T>
i64 foreachNorm(const ForeachNormArgs<T>& a) {
  double elements;
  const i64 chunks = chunk_count(a.lengths, a.count, &elements);
  Scratch<double> scratch(1, chunks);
  if (!scratch) return kNoMemory;
  double* partial = scratch.of(0);
  norms_of_chunks(a, NormKind(a.p), chunks, elements, partial);
  double total = 0;
  for (i64 u = 0; u < chunks; u++) {
    if (a.p == kInfinite)
      total = total != total || total > partial[u] ? total : partial[u];
    else
      total += partial[u];
  }
  a.y[0] = a.p == kTwo ? __builtin_sqrt(total) : total;
  return kOk;
}

// Status 1: y has another number of elements than the list has chunks.
template <class T>
i64 foreachSquares(const ForeachSquaresArgs<T>& a) {
  double elements;
  if (chunk_count(a.lengths, a.count, &elements) != a.chunks) return 1;
  norms_of_chunks(a, kTwo, a.chunks, elements, a.y);
  return kOk;
}

template <class T>
i64 foreachMul(const ForeachMulArgs<T>& a) {
  double elements;
  const i64 chunks = chunk_count(a.lengths, a.count, &elements);
  const T scale = a.scale;
  parallel(team_for(chunks, elements * double(sizeof(T)) * 0.05), chunks, [&](int, i64 begin, i64 end) {
    each_chunk(a.lengths, a.count, begin, end, [&](i64, Chunk c) {
      T* x = a.x[c.list] + c.from;
      for (i64 k = 0; k < c.count; k++) x[k] *= scale;
    });
  });
  return kOk;
}

}  // namespace
}  // namespace thalweg

TW_KERNEL(foreachNorm)
TW_KERNEL(foreachSquares)
TW_KERNEL(foreachMul)
