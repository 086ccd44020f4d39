// Random numbers from Philox4x32-10. lib/backend/philox.ts says which words make element i; the units of work are the
// groups of 16 blocks named there, so that threads and levels agree.
#include <cstring>

#include "core/int.h"
#include "core/parallel.h"
#include "gen/kernels.h"
#include "gen/math.h"
#include "simd/vec.h"

namespace thalweg {
namespace {

using u32 = std::uint32_t;
using u64 = std::uint64_t;
typedef u32 vu32 __attribute__((vector_size(TW_BYTES)));
typedef u64 vu64 __attribute__((vector_size(TW_BYTES)));

constexpr u32 kM0 = 0xd2511f53, kM1 = 0xcd9e8d57, kWeyl0 = 0x9e3779b9, kWeyl1 = 0xbb67ae85;
constexpr i64 kGroup = 64, kBlocks = 16;

// Both words of the product of each lane with m.
TW_INLINE void multiply(vu32 a, u32 m, vu32& high, vu32& low) {
#if defined(TW_AVX512)
  __m512i factor = (__m512i)(vu32{} + m);
  vu64 even = (vu64)_mm512_maskz_mul_epu32(0xff, (__m512i)a, factor);
  vu64 odd = (vu64)_mm512_maskz_mul_epu32(0xff, (__m512i)((vu64)a >> 32), factor);
  high = (vu32)_mm512_mask_mov_epi32((__m512i)(even >> 32), 0xaaaa, (__m512i)odd);
  low = (vu32)_mm512_mask_mov_epi32((__m512i)even, 0xaaaa, (__m512i)(odd << 32));
#elif defined(TW_AVX2)
  __m256i factor = (__m256i)(vu32{} + m);
  vu64 even = (vu64)_mm256_mul_epu32((__m256i)a, factor);
  vu64 odd = (vu64)_mm256_mul_epu32((__m256i)((vu64)a >> 32), factor);
  high = (vu32)_mm256_blend_epi32((__m256i)(even >> 32), (__m256i)odd, 0xaa);
  low = (vu32)_mm256_blend_epi32((__m256i)even, (__m256i)(odd << 32), 0xaa);
#elif defined(TW_NEON)
  uint32x4_t first = vreinterpretq_u32_u64(vmull_n_u32(vget_low_u32((uint32x4_t)a), m));
  uint32x4_t second = vreinterpretq_u32_u64(vmull_n_u32(vget_high_u32((uint32x4_t)a), m));
  high = (vu32)vuzp2q_u32(first, second);
  low = (vu32)vuzp1q_u32(first, second);
#endif
}

struct Stream {
  u32 seed0, seed1;
  u64 counter;

  template <class Args>
  explicit Stream(const Args& a)
      : seed0(u32(a.seed0)), seed1(u32(a.seed1)), counter(u64(a.counter1) << 32 | u64(a.counter0)) {}

  // The 64 words each of kMany groups from g on: the rounds are one long chain, so several must be under way.
  static constexpr int kMany = TW_BYTES == 64 ? 4 : 1;
  TW_INLINE void groups(const Stream& s, i64 g, u32* words) {
    constexpr int L = kLanes<float>, kEach = kBlocks / L, kParts = kMany * kEach;
    u64 first = s.counter + u64(g * kBlocks);
    vu32 c0[kParts], c1[kParts], c2[kParts], c3[kParts];
#pragma GCC unroll 4
    for (int p = 0; p < kParts; p++) {
      u32 lanes[L];
      for (int l = 0; l < L; l++) lanes[l] = u32(first) + u32(p * L + l);
      std::memcpy(&c0[p], lanes, sizeof lanes);
      c1[p] = vu32{} + u32(first >> 32) - (vu32)(c0[p] < vu32{} + u32(first));  // a mask is -1: adds the carry
      c2[p] = c3[p] = vu32{};
    }
    u32 k0 = s.seed0, k1 = s.seed1;
    for (int round = 0; round < 10; round++, k0 += kWeyl0, k1 += kWeyl1) {
#pragma GCC unroll 4
      for (int p = 0; p < kParts; p++) {
        vu32 h0, l0, h1, l1;
        multiply(c0[p], kM0, h0, l0);
        multiply(c2[p], kM1, h1, l1);
        c0[p] = h1 ^ c1[p] ^ k0;
        c1[p] = l1;
        c2[p] = h0 ^ c3[p] ^ k1;
        c3[p] = l0;
      }
    }
#pragma GCC unroll 4
    for (int p = 0; p < kParts; p++) {
      u32* to = words + p / kEach * kGroup + p % kEach * L;
      std::memcpy(to, &c0[p], sizeof c0[p]);
      std::memcpy(to + 16, &c1[p], sizeof c1[p]);
      std::memcpy(to + 32, &c2[p], sizeof c2[p]);
      std::memcpy(to + 48, &c3[p], sizeof c3[p]);
    }
  }

  // The word of element i at a further attempt.
  u32 again(i64 i, u32 attempt) const {
    u64 block = counter + u64(i / kGroup * kBlocks + i % kBlocks);
    u32 c[4] = {u32(block), u32(block >> 32), attempt, 0}, k0 = seed0, k1 = seed1;
    for (int round = 0; round < 10; round++, k0 += kWeyl0, k1 += kWeyl1) {
      u64 a = u64(c[0]) * kM0, b = u64(c[2]) * kM1;
      c[0] = u32(b >> 32) ^ c[1] ^ k0;
      c[1] = u32(b);
      c[2] = u32(a >> 32) ^ c[3] ^ k1;
      c[3] = u32(a);
    }
    return c[i % kGroup / kBlocks];
  }

  // A whole number in [0, range) from the word of element i: Lemire's method, see lib/backend/philox.ts.
  TW_INLINE u32 below(const Stream& s, u32 word, i64 i, u64 range) {
    u64 product = u64(word) * range;
    if (u32(product) < u32(range)) [[unlikely]] {  // the threshold below is less than range
      u32 threshold = u32((4294967296 - range) % range);
      for (u32 attempt = 1; u32(product) < threshold; attempt++) product = u64(s.again(i, attempt)) * range;
    }
    return u32(product >> 32);
  }
};

// f(first element, elements, words) for every group of `size` elements, on threads; `ns` an element.
template <class F>
static void for_groups(const Stream& stream, i64 n, i64 size, double ns, F f) {
  constexpr i64 kUnit = 16;  // groups
  i64 groups = ceil_div(n, size), units = ceil_div(groups, kUnit);
  parallel(team_for(units, double(n) * ns), units, [&](int, i64 begin, i64 end) {
    alignas(64) u32 words[Stream::kMany * kGroup];
    i64 last = min(end * kUnit, groups);
    for (i64 g = begin * kUnit, k = 0; g < last; g++, k++) {
      if (k % Stream::kMany == 0) Stream::groups(stream, g, words);
      f(g * size, min(n - g * size, size), words + k % Stream::kMany * kGroup);
    }
  });
}

// --- floats ----------------------------------------------------------------------------------------------------

// In [0, 1), from the upper 53 bits of two words.
TW_INLINE double fraction(u32 a, u32 b) {
  return (double(std::int32_t(a >> 5)) * 67108864.0 + double(std::int32_t(b >> 6))) * 0x1p-53;
}

TW_INLINE void uniform_group(const u32* words, float* out) {
  for (int k = 0; k < 64; k++) out[k] = float(std::int32_t(words[k] >> 8)) * 0x1p-24f;
}
TW_INLINE void uniform_group(const u32* words, double* out) {
  for (int half = 0; half < 2; half++)
    for (int k = 0; k < 16; k++) out[16 * half + k] = fraction(words[32 * half + k], words[32 * half + 16 + k]);
}

// Box and Muller: r = sqrt(-2 log u) with u in (0, 1], times the cosine and the sine of the angle.
template <class T>
TW_INLINE void box_muller(const T* u, const T* angle, T* first, T* second) {
#pragma GCC unroll 1
  for (int k = 0; k < 16; k += kLanes<T>) {
    Vec<T> r = sqrt(log(load(u + k)) * splat<Vec<T>>(T(-2))), t = load(angle + k);
    store(first + k, r * cos(t));
    store(second + k, r * sin(t));
  }
}
TW_INLINE void normal_group(const u32* words, float* out) {
  alignas(64) float u[16], angle[16];
  for (int half = 0; half < 64; half += 32) {
    for (int k = 0; k < 16; k++) {
      u[k] = float(std::int32_t(words[half + k] >> 8) + 1) * 0x1p-24f;
      angle[k] = float(std::int32_t(words[half + 16 + k] >> 8)) * 0x1p-24f * 6.283185307179586f;
    }
    box_muller(u, angle, out + half, out + half + 16);
  }
}
TW_INLINE void normal_group(const u32* words, double* out) {
  alignas(64) double u[16], angle[16];
  for (int k = 0; k < 16; k++) {
    u[k] = fraction(words[k], words[16 + k]) + 0x1p-53;
    angle[k] = fraction(words[32 + k], words[48 + k]) * 6.283185307179586;
  }
  box_muller(u, angle, out, out + 16);
}

// y = value * scale + shift; group(words, values) makes the values of a group.
template <class T, class Group>
static void spread(const Stream& stream, T* y, i64 n, T scale, T shift, double ns, Group group) {
  constexpr i64 kSize = sizeof(T) == 4 ? 64 : 32;
  for_groups(stream, n, kSize, ns, [=](i64 at, i64 m, const u32* words) {
    alignas(64) T value[kSize];
    group(words, value);
    for (int k = 0; k < kSize; k++) value[k] = value[k] * scale + shift;
    if (m == kSize)
      for (int k = 0; k < kSize; k++) y[at + k] = value[k];
    else
      for (i64 k = 0; k < m; k++) y[at + k] = value[k];
  });
}

template <class T>
i64 uniform(const UniformArgs<T>& a) {
  spread(Stream(a), a.y, a.n, a.scale, a.shift, 0.25 * sizeof(T),
         [](const u32* words, T* out) { uniform_group(words, out); });
  return kOk;
}

template <class T>
i64 normal(const NormalArgs<T>& a) {
  spread(Stream(a), a.y, a.n, a.scale, a.shift, 0.5 * sizeof(T),
         [](const u32* words, T* out) { normal_group(words, out); });
  return kOk;
}

// --- whole numbers, masks --------------------------------------------------------------------------------------

i64 integers(const IntegersArgs& a) {
  Stream stream(a);
  for_groups(stream, a.n, kGroup, 1, [&](i64 at, i64 m, const u32* words) {
    for (i64 k = 0; k < m; k++) {
      u32 value = u32(a.low) + 0x80000000u + Stream::below(stream, words[k], at + k, u64(a.range));
      a.y[at + k] = std::int32_t(value);
    }
  });
  return kOk;
}

// Fisher and Yates inside out: element i goes to a place j <= i, and what was there to place i.
i64 permutation(const PermutationArgs& a) {
  Stream stream(a);
  constexpr i64 kSize = Stream::kMany * kGroup;
  alignas(64) u32 words[kSize];
  for (i64 at = 0; at < a.n; at += kSize) {
    Stream::groups(stream, at / kGroup, words);
    i64 end = a.n - at < kSize ? a.n : at + kSize;
    for (i64 i = at; i < end; i++) {
      u32 j = Stream::below(stream, words[i - at], i, u64(i) + 1);
      a.y[i] = a.y[j];
      a.y[j] = std::int32_t(i);
    }
  }
  return kOk;
}

// kept[k] = -1 where word k of a group is not below the limit, else 0.
struct Limit {
  u32 at;
  std::int32_t every;  // 0 for a limit of 2^32, which is not a word and above all of them
  explicit Limit(i64 below) : at(u32(below)), every(below == 4294967296 ? 0 : -1) {}

  TW_INLINE void keep(Limit limit, const u32* words, std::int32_t* kept) {
#pragma GCC unroll 16
    for (int k = 0; k < kGroup; k += kLanes<float>) {
      vu32 w;
      std::memcpy(&w, words + k, sizeof w);
      vi32 mask = (vi32)(w >= vu32{} + limit.at) & limit.every;
      std::memcpy(kept + k, &mask, sizeof mask);
    }
  }
};

i64 bernoulli(const BernoulliArgs& a) {
  Limit limit(a.below);
  for_groups(Stream(a), a.n, kGroup, 0.5, [=](i64 at, i64 m, const u32* words) {
    std::int32_t kept[kGroup];
    std::uint8_t value[kGroup];
    Limit::keep(limit, words, kept);
    for (int k = 0; k < kGroup; k++) value[k] = std::uint8_t(kept[k] + 1);
    std::memcpy(a.y + at, value, m);
  });
  return kOk;
}

template <class T>
i64 dropout(const DropoutArgs<T>& a) {
  using Bits = typename VecOf<T>::Bits;
  Limit limit(a.below);
  Bits scale;
  std::memcpy(&scale, &a.scale, sizeof scale);
  for_groups(Stream(a), a.n, kGroup, 0.1 * sizeof(T) + 0.3, [=](i64 at, i64 m, const u32* words) {
    alignas(64) std::int32_t kept[kGroup];
    alignas(64) Bits factor[kGroup];
    Limit::keep(limit, words, kept);
    for (int k = 0; k < kGroup; k++) factor[k] = Bits(kept[k]) & scale;
    const T* f = reinterpret_cast<const T*>(factor);
    i64 k = 0;
    for (; k + kLanes<T> <= m; k += kLanes<T>) store(a.y + at + k, load(a.x + at + k) * load(f + k));
    if (k < m) store_n(a.y + at + k, load_n(a.x + at + k, m - k) * load(f + k), m - k);
    if (a.mask == nullptr) return;
    std::uint8_t value[kGroup];
    for (int i = 0; i < kGroup; i++) value[i] = std::uint8_t(kept[i] & 1);
    std::memcpy(a.mask + at, value, m);
  });
  return kOk;
}

}  // namespace
}  // namespace thalweg

TW_KERNEL(uniform)
TW_KERNEL(normal)
TW_KERNEL(integers)
TW_KERNEL(permutation)
TW_KERNEL(bernoulli)
TW_KERNEL(dropout)
