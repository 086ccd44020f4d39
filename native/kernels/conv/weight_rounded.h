// The gradient of a convolution's weight as products of matrices in bfloat16 with pixels as the inner index: for shapes
// and processors that weight_grad.h's paired tiles are not for. Used by bfloat16.cc.
#pragma once
#include "core/int.h"
#include "core/parallel.h"
#include "core/scratch.h"
#include "gen/kernels.h"
#include "kernels/conv/pairs.h"
#include "kernels/conv/shape.h"
#include "kernels/gemm/bfloat16.h"

namespace thalweg {
namespace {

constexpr i64 kPixelBlock = 512;  // outputs of an image that are packed at a time

// The product of one block of pixels: rows are taps, columns output channels, both summed over the pixels.
struct WeightBlock {
  PairForm form = pair_form();
  Blocking q;
  i64 depth;  // words of a block
  explicit WeightBlock(i64 taps, i64 og)
      : q(choose_rounded_blocking(Product<float>{.m = taps, .n = og, .k = kPixelBlock, .acs = 1}, form)),
        depth(words_of(form, kPixelBlock)) {
    q.mc = taps;
    q.nc = round_up(og, nr());
  }
  i64 nr() const { return q.nv * kLanes<float>; }
  i64 a_size() const { return round_up(q.mc * depth, 16); }
  i64 b_size() const { return round_up(q.nc * depth, 16); }
};

// x of some channels, read from each tap: copied with its padding and rounded. With the instruction the copy holds
// halves of words from then on.
template <PairForm F>
void round_copy(float* copy, i64 n) {
  if constexpr (F == kPaired) pack_line<F>(copy, 1, n, copy);
}

// The outputs [from, from + n) of a tap, which lie row by row in the copy, as words one behind the other.
template <PairForm F>
void pack_tap(const float* copy, i64 off, i64 pitch, i64 ow, i64 from, i64 n, float* line, float* to) {
  i64 q = from % ow, at = off + from / ow * pitch;
  if constexpr (F == kPaired) {
#if defined(TW_AVX512)
    const auto* halves = reinterpret_cast<const std::int16_t*>(copy);
    auto* words = reinterpret_cast<std::int16_t*>(to);
    for (i64 done = 0; done < n; at += pitch, q = 0) {
      const i64 run = min(ow - q, n - done);
      for (i64 k = 0; k < run; k += 32) {
        const __mmask32 some = run - k >= 32 ? ~0u : (1u << (run - k)) - 1;
        _mm512_mask_storeu_epi16(words + done + k, some, _mm512_maskz_loadu_epi16(some, halves + at + q + k));
      }
      done += run;
    }
    if (n % 2) words[n] = 0;
#endif
  } else {
    for (i64 done = 0; done < n; at += pitch, q = 0) {
      const i64 run = min(ow - q, n - done);
      copy_row(copy + at + q, run, line + done);
      done += run;
    }
    pack_line<F>(line, 1, n, to);
  }
}

// n outputs of every channel of dy as rows [first, first + words) of panels of `depth` rows.
template <PairForm F>
void pack_outputs(const float* dy, i64 pixels, i64 og, i64 n, i64 first, i64 depth, i64 nr, float* to) {
  constexpr i64 L = kLanes<float>;
  for (i64 j = 0; j < og; j += L)
    weave_pixels<F>(dy + j * pixels, pixels, min(og - j, L), n, to + j / nr * nr * depth + j % nr + first * nr, nr);
}

// The memory of a thread.
struct WeightStrip {
  float *copy, *left, *right, *line;
};

// All images of a part for `count` input channels from `from` on: small images together, large ones block by block.
template <PairForm F>
void add_images(const Conv2dWeightBfloat16Args& a, const ConvShape& s, const ImageStrip& strip,
                const WeightBlock& block, const i64* off, i64 part, i64 parts, i64 g, i64 from, i64 count,
                const WeightStrip& m, float* total) {
  const i64 pixels = s.oh * s.ow, taps = count * s.kh * s.kw, end = s.n * (part + 1) / parts;
  const i64 n = min(pixels, kPixelBlock), each = words_of(F, n), group = pixels > kPixelBlock ? 1 : block.depth / each;
  for (i64 image = s.n * part / parts; image < end; image += group) {
    const i64 images = min(group, end - image);
    for (i64 p = 0; p < pixels; p += kPixelBlock) {
      const i64 some = min(n, pixels - p), own = words_of(F, some), depth = images * own;
      for (i64 k = 0; k < images; k++) {
        if (p == 0) {
          copy_strip<kPlain>(s, strip, a.x + ((image + k) * s.ci + g * s.cg + from) * s.h * s.w, 0, 0, count, m.copy);
          round_copy<F>(m.copy, count * strip.plane);
        }
        for (i64 t = 0; t < taps; t++)
          pack_tap<F>(m.copy, off[t], strip.cols, s.ow, p, some, m.line, m.left + t * depth + k * own);
        pack_outputs<F>(a.dy + ((image + k) * s.co + g * s.og) * pixels + p, pixels, s.og, some, k * own, depth,
                        block.nr(), m.right);
      }
      const Product<float> product{.m = taps,
                                   .n = s.og,
                                   .k = depth,
                                   .a = m.left,
                                   .ars = depth,
                                   .acs = 1,
                                   .start = total,
                                   .srs = s.og,
                                   .scs = 1,
                                   .c = total,
                                   .ldc = s.og};
      multiply(product, block.q, Panels<float>{m.right, block.nr(), depth * block.nr()},
               static_cast<const float*>(nullptr));
    }
  }
}

// Pixels as the inner index of products of matrices, whatever the shape.
i64 weigh_rounded(const Conv2dWeightBfloat16Args& a, const ConvShape& s, i64 parts) {
  const i64 per = s.kh * s.kw, taps = s.cg * per, pixels = s.oh * s.ow;
  ImageStrip strip = strip_of(s, s.oh, s.ow);
  if (pixels == 0) strip.plane = strip.elements = 0;
  if (strip.elements < 0) return kNoMemory;
  // Chunks of input channels: as few as keep a copy near the core, more while there is little else to share out.
  i64 chunks = ceil_div(s.cg, 1 + 65536 / (strip.plane + 1));
  while (parts * s.groups * chunks < 8 && s.cg / (chunks < 1 ? 1 : chunks) >= 32) chunks *= 2;
  if (chunks < 1) chunks = 1;
  const i64 widest = ceil_div(s.cg, chunks), units = parts * s.groups * chunks;
  const WeightBlock block(widest * per, s.og);
  const int team = team_for(units, double(s.n) * double(s.co) * double(pixels) * double(taps + 4) / 60);
  const i64 copied = round_up(widest * strip.plane + kSlack, 16);
  Scratch<i64> tables(1, widest * per + 1);
  Scratch<float> sums(int(parts * s.groups), taps * s.og + 1);
  Scratch<float> copies(team, copied + block.a_size() + block.b_size() + kPixelBlock);
  if (!tables || !sums || !copies) return kNoMemory;
  i64* off = tables.of(0);
  for (i64 k = 0; k < widest * per; k++) off[k] = tap_offset(strip, k / per, k / s.kw % s.kh, k % s.kw);
  parallel(team, units, [&](int thread, i64 begin, i64 end) {
    float *copy = copies.of(thread), *left = copy + copied, *right = left + block.a_size();
    float* line = right + block.b_size();
    for (i64 unit = begin; unit < end; unit++) {
      const i64 chunk = unit % chunks, g = unit / chunks % s.groups, part = unit / chunks / s.groups;
      const i64 from = s.cg * chunk / chunks, count = s.cg * (chunk + 1) / chunks - from;
      float* const total = sums.of(int(part * s.groups + g)) + from * per * s.og;
      fill(total, count * per * s.og, 0.0f);
      if (count * pixels == 0) continue;
      const WeightStrip one{copy, left, right, line};
      with_form(block.form,
                [&](auto f) { add_images<f.value>(a, s, strip, block, off, part, parts, g, from, count, one, total); });
    }
  });
  parallel(team_for(s.co, double(s.co) * double(parts * taps)), s.co, [&](int, i64 begin, i64 end) {
    for (i64 o = begin; o < end; o++)
      for (i64 k = 0; k < taps; k++) {
        const i64 g = o / s.og, at = k * s.og + o % s.og;
        float all = sums.of(int(g))[at];
        for (i64 part = 1; part < parts; part++) all += sums.of(int(part * s.groups + g))[at];
        a.dweight[o * taps + k] = a.accumulate ? a.dweight[o * taps + k] + all : all;
      }
  });
  return kOk;
}

}  // namespace
}  // namespace thalweg
