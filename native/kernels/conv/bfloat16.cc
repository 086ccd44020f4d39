// Convolutions with inputs rounded to bfloat16: forward, gradient of the input, gradients of weight and bias.
// Specified in lib/backend/js/convBfloat16.ts.
#include <new>

#include "core/int.h"
#include "core/parallel.h"
#include "core/scratch.h"
#include "gen/kernels.h"
#include "kernels/conv/forward.h"
#include "kernels/conv/input_grad.h"
#include "kernels/conv/rounded.h"
#include "simd/reduce.h"

namespace thalweg {
namespace {

// Rows of a strip of which each takes `row` elements: as many as keep the strip near the core, fewer when there are few
// strips in all.
static inline i64 rows_of_strip(double row, i64 rows, i64 others) {
  i64 most = i64(98304 / (row + 1));
  if (most < 8) most = 8;
  i64 strips = ceil_div(rows, most);
  while (others * strips < 16 && rows / strips > 4) strips *= 2;
  return ceil_div(rows, strips);
}

// --- forward ---

i64 conv2dBfloat16(const Conv2dBfloat16Args& a) {
#if defined(TW_AVX512)
  if (pair_form() == kPaired) return convolve<true>(a);
#endif
  const ConvShape s = conv_shape(a);
  if (s.n == 0 || s.co == 0 || s.oh == 0 || s.ow == 0) return kOk;
  const i64 area = s.kh * s.kw, own = s.cg * area, taps = round_up(s.cg, 2) * area;
  const double row = double(s.cg) * (double(s.ow) * double(s.sw) + double(s.kw) * double(s.dw)) * double(s.sh);
  const i64 cols = strip_cols(s.ow), cuts = ceil_div(s.ow, cols);
  const i64 rows = cuts > 1 ? 1 : rows_of_strip(row, s.oh, s.n * s.groups), strips = ceil_div(s.oh, rows);
  const ImageStrip strip = strip_of(s, rows, cols);
  if (strip.elements < 0) return kNoMemory;
  const i64 reach = (rows - 1) * strip.cols + cols;
  TapProduct product(s.og, reach, taps);
  const i64 units = s.n * s.groups * strips * cuts, side = s.og * reach;
  const int team = team_for(units, double(s.n) * double(s.co) * double(s.oh * s.ow) * double(taps + 8) / 60);
  Scratch<i64> tables(1, taps);
  Scratch<float> weights(int(s.groups), product.packed_size()), gathered(1, s.og * taps);
  Scratch<float> copies(team, round_up(strip.elements, 16) + round_up(side, 16) + product.scratch_size());
  if (!tables || !weights || !gathered || !copies) return kNoMemory;
  i64* off = tables.of(0);
  product.off = off;
  for (i64 g = 0; g < s.groups; g++) {
    for (i64 k = 0; k < taps; k++) {
      const i64 c = k / 2 / area * 2 + k % 2, t = k / 2 % area;
      off[k] = c < s.cg ? tap_offset(strip, c, t / s.kw, t % s.kw) : kNoTap;
      for (i64 o = 0; o < s.og; o++)
        gathered.of(0)[o * taps + k] = c < s.cg ? a.weight[(g * s.og + o) * own + c * area + t] : 0.0f;
    }
    product.fill(gathered.of(0), weights.of(int(g)));
  }
  parallel(team, units, [&](int thread, i64 begin, i64 end) {
    float *copy = copies.of(thread), *aside = copy + round_up(strip.elements, 16), *room = aside + round_up(side, 16);
    TapProduct mine = product;
    for (i64 unit = begin; unit < end; unit++) {
      const i64 column = unit % cuts * cols, first = unit / cuts % strips * rows;
      const i64 g = unit / cuts / strips % s.groups, image = unit / cuts / strips / s.groups;
      const i64 count = min(s.oh - first, rows), width = min(s.ow - column, cols);
      copy_strip(s, strip, a.x + (image * s.ci + g * s.cg) * s.h * s.w, first, column, s.cg, copy);
      mine.a = weights.of(int(g));
      const float* start = a.bias ? a.bias + g * s.og : nullptr;
      const i64 n = (count - 1) * strip.cols + width;
      mine.run(copy, n, start, a.relu == 1, aside, reach, room);
      if (taps == 0)
        for (i64 o = 0; o < s.og; o++)
          for (i64 p = 0; p < n; p++) aside[o * reach + p] = start && !(a.relu == 1 && start[o] <= 0) ? start[o] : 0.0f;
      float* y = a.y + ((image * s.co + g * s.og) * s.oh + first) * s.ow + column;
      for (i64 o = 0; o < s.og; o++)
        for (i64 r = 0; r < count; r++) copy_row(aside + o * reach + r * strip.cols, width, y + (o * s.oh + r) * s.ow);
    }
  });
  return kOk;
}

// --- the gradient of the input ---

// Pixels of dx that meet the same taps: of those in a strip every sh-th row and sw-th column.
struct Phase {
  i64 y, x;       // the slots of the taps, -1 when there are none
  i64 first = 0;  // of its taps in the tables
  i64 at = 0;     // of its words in those of a group
  TapProduct product;
};

// Lists the taps of a phase in the order (pair of output channels, ky, kx, channel): places in dy's copy and in the
// weights of a channel, kNoTap where a last channel has no partner.
static inline i64 list_phase(const ConvShape& s, const InputAxis& y, const InputAxis& x, const Phase& phase, i64 plane,
                             i64 cols, i64* off, i64* order) {
  i64 count = 0;
  for (i64 even = 0; even < s.og; even += 2)
    for (i64 ky = phase.y; ky < s.kh; ky += y.slots)
      for (i64 kx = phase.x; kx < s.kw; kx += x.slots)
        for (i64 o = even; o < even + 2; o++) {
          off[count] = o < s.og ? o * plane - y.axis.distance(ky) * cols - x.axis.distance(kx) : kNoTap;
          order[count++] = o < s.og ? (o * s.cg * s.kh + ky) * s.kw + kx : kNoTap;
        }
  return count;
}

i64 conv2dInputBfloat16(const Conv2dInputBfloat16Args& a) {
#if defined(TW_AVX512)
  if (pair_form() == kPaired) return convolve_back<true>(a);
#endif
  const ConvShape s = conv_shape(a);
  if (s.n == 0 || s.ci == 0 || s.h == 0 || s.w == 0) return kOk;
  const InputAxis y({s.kh, s.sh, s.dh}, s.ph), x({s.kw, s.sw, s.dw}, s.pw);
  const i64 wide = strip_cols(s.w), cuts = ceil_div(s.w, wide), copy_cols = x.reach(wide);
  const double per_row = double(s.og) * double(copy_cols) / double(s.sh);
  const i64 rows = cuts > 1 ? 1 : rows_of_strip(per_row, s.h, s.n * s.groups), strips = ceil_div(s.h, rows);
  const i64 copy_rows = y.reach(rows), plane = copy_rows * copy_cols;
  if (double(s.og) * double(plane) > kMostElements) return kNoMemory;
  const i64 most_rows = (rows - 1) / s.sh + 1, most_cols = (wide - 1) / s.sw + 1;
  const i64 reach = (most_rows - 1) * copy_cols + most_cols, taps = round_up(s.og, 2) * s.kh * s.kw,
            phases = y.slots * x.slots;
  Scratch<i64> tables(2, taps + 1);
  Scratch<Phase> slots(1, phases);
  if (!tables || !slots) return kNoMemory;
  i64 words = 0, room = 0;
  for (i64 k = 0, first = 0; k < phases; k++) {
    Phase& phase = *new (slots.of(0) + k) Phase{k / x.slots, k % x.slots, first, words, {}};
    const i64 count = list_phase(s, y, x, phase, plane, copy_cols, tables.of(0) + first, tables.of(1) + first);
    phase.product = TapProduct(s.cg, reach, count);
    phase.product.off = tables.of(0) + first;
    first += count;
    words += phase.product.packed_size();
    if (phase.product.scratch_size() > room) room = phase.product.scratch_size();
  }
  const i64 units = s.n * s.groups * strips * cuts, copied = round_up(s.og * plane + kSlack, 16);
  const i64 side = round_up(s.cg * reach, 16);
  const int team = team_for(
      units, double(s.n) * double(s.ci) * double(s.h * s.w) * (double(taps) / double(s.sh) / double(s.sw) + 8) / 60);
  Scratch<float> weights(int(s.groups), words), gathered(1, s.cg * taps), copies(team, copied + side + room);
  if (!weights || !gathered || !copies) return kNoMemory;
  for (i64 g = 0; g < s.groups; g++) {
    for (i64 k = 0; k < phases; k++) {
      Phase& phase = slots.of(0)[k];
      const i64 count = phase.product.taps;
      const i64* order = tables.of(1) + phase.first;
      for (i64 i = 0; i < s.cg; i++)
        for (i64 t = 0; t < count; t++)
          gathered.of(0)[i * count + t] =
              order[t] == kNoTap ? 0.0f : a.weight[g * s.og * s.cg * s.kh * s.kw + i * s.kh * s.kw + order[t]];
      phase.product.fill(gathered.of(0), weights.of(int(g)) + phase.at);
    }
  }
  parallel(team, units, [&](int thread, i64 begin, i64 end) {
    float *copy = copies.of(thread), *aside = copy + copied, *scratch = aside + side;
    for (i64 unit = begin; unit < end; unit++) {
      const i64 row = unit / cuts % strips * rows, column = unit % cuts * wide;
      const i64 g = unit / cuts / strips % s.groups, image = unit / cuts / strips / s.groups;
      const i64 row_end = min(row + rows, s.h), column_end = min(column + wide, s.w);
      const float* dy = a.dy + (image * s.co + g * s.og) * s.oh * s.ow;
      const Window at{(row + s.ph) / s.sh - y.most, (column + s.pw) / s.sw - x.most, 1, 1, copy_rows, copy_cols};
      for (i64 o = 0; o < s.og; o++) copy_window(dy + o * s.oh * s.ow, s.oh, s.ow, at, 0.0f, copy + o * plane);
      float* dx = a.dx + (image * s.ci + g * s.cg) * s.h * s.w;
      for (i64 r = row; r < row_end && r < row + s.sh; r++)
        for (i64 c = column; c < column_end && c < column + s.sw; c++) {
          const i64 count = (row_end - 1 - r) / s.sh + 1, width = (column_end - 1 - c) / s.sw + 1;
          const i64 sy = y.slot(r), sx = x.slot(c), n = (count - 1) * copy_cols + width;
          const Phase* phase = sy < 0 || sx < 0 ? nullptr : slots.of(0) + sy * x.slots + sx;
          if (phase == nullptr || phase->product.taps == 0) {
            for (i64 i = 0; i < s.cg; i++) fill(aside + i * reach, n, 0.0f);
          } else {
            TapProduct mine = phase->product;
            mine.a = weights.of(int(g)) + phase->at;
            const i64 down = (r + s.ph) / s.sh - (row + s.ph) / s.sh + y.most;
            const i64 across = (c + s.pw) / s.sw - (column + s.pw) / s.sw + x.most;
            mine.run(copy + down * copy_cols + across, n, nullptr, false, aside, reach, scratch);
          }
          for (i64 i = 0; i < s.cg; i++)
            for (i64 p = 0; p < count; p++) {
              const float* from = aside + i * reach + p * copy_cols;
              float* to = dx + (i * s.h + r + p * s.sh) * s.w + c;
              if (a.accumulate)
                for (i64 q = 0; q < width; q++) to[q * s.sw] += from[q];
              else
                for (i64 q = 0; q < width; q++) to[q * s.sw] = from[q];
            }
        }
    }
  });
  return kOk;
}

// --- the gradients of weight and bias ---

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
  i64 line_size() const { return kLanes<float> * depth; }
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
void pack_outputs(const float* dy, i64 pixels, i64 og, i64 n, i64 first, i64 depth, i64 nr, float* lines, float* to) {
  constexpr i64 L = kLanes<float>;
  const i64 words = words_of(F, n);
  for (i64 j = 0; j < og; j += L) {
    const i64 cols = min(og - j, L);
    for (i64 c = 0; c < cols; c++) pack_line<F>(dy + (j + c) * pixels, 1, n, lines + c * words);
    copy_transposed(lines, words, words, cols, L, to + j / nr * nr * depth + j % nr + first * nr, nr);
  }
}

// Sixteen lanes, lane q % 16 of a row taking column q; the tree at the end.
static inline float channel_sum(const float* dy, i64 images, i64 apart, i64 rows, i64 cols) {
  alignas(64) float lanes[16] = {};
  for (i64 image = 0; image < images; image++)
    for (i64 r = 0; r < rows; r++) {
      const float* row = dy + image * apart + r * cols;
      i64 q = 0;
      for (; q + 16 <= cols; q += 16)
        for (i64 l = 0; l < 16; l++) lanes[l] += row[q + l];
      for (; q < cols; q++) lanes[q % 16] += row[q];
    }
  for (i64 half = 8; half; half /= 2)
    for (i64 l = 0; l < half; l++) lanes[l] += lanes[l + half];
  return lanes[0];
}

// The memory of a thread.
struct WeightStrip {
  float *copy, *left, *right, *lines, *line;
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
          copy_strip(s, strip, a.x + ((image + k) * s.ci + g * s.cg + from) * s.h * s.w, 0, 0, count, m.copy);
          round_copy<F>(m.copy, count * strip.plane);
        }
        for (i64 t = 0; t < taps; t++)
          pack_tap<F>(m.copy, off[t], strip.cols, s.ow, p, some, m.line, m.left + t * depth + k * own);
        pack_outputs<F>(a.dy + ((image + k) * s.co + g * s.og) * pixels + p, pixels, s.og, some, k * own, depth,
                        block.nr(), m.lines, m.right);
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

i64 conv2dWeightBfloat16(const Conv2dWeightBfloat16Args& a) {
  const ConvShape s = conv_shape(a);
  if (s.co == 0) return kOk;
  const i64 per = s.kh * s.kw, taps = s.cg * per, pixels = s.oh * s.ow;
  const i64 parts = weight_parts(s.n, s.co * taps);
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
  Scratch<float> copies(team, copied + block.a_size() + block.b_size() + block.line_size() + kPixelBlock);
  if (!tables || !sums || !copies) return kNoMemory;
  i64* off = tables.of(0);
  for (i64 k = 0; k < widest * per; k++) off[k] = tap_offset(strip, k / per, k / s.kw % s.kh, k % s.kw);
  parallel(team, units, [&](int thread, i64 begin, i64 end) {
    float *copy = copies.of(thread), *left = copy + copied, *right = left + block.a_size();
    float *lines = right + block.b_size(), *line = lines + block.line_size();
    for (i64 unit = begin; unit < end; unit++) {
      const i64 chunk = unit % chunks, g = unit / chunks % s.groups, part = unit / chunks / s.groups;
      const i64 from = s.cg * chunk / chunks, count = s.cg * (chunk + 1) / chunks - from;
      float* const total = sums.of(int(part * s.groups + g)) + from * per * s.og;
      fill(total, count * per * s.og, 0.0f);
      if (count * pixels == 0) continue;
      const WeightStrip one{copy, left, right, lines, line};
      with_form(block.form,
                [&](auto f) { add_images<f.value>(a, s, strip, block, off, part, parts, g, from, count, one, total); });
    }
  });
  const auto into = [&](float& to, float all) { to = a.accumulate ? to + all : all; };
  const double adds = double(s.co) * (double(parts * taps) + (a.dbias ? double(s.n * pixels) / 8 : 0));
  parallel(team_for(s.co, adds), s.co, [&](int, i64 begin, i64 end) {
    for (i64 o = begin; o < end; o++) {
      const i64 g = o / s.og, c = o % s.og;
      for (i64 k = 0; k < taps; k++) {
        float all = sums.of(int(g))[k * s.og + c];
        for (i64 part = 1; part < parts; part++) all += sums.of(int(part * s.groups + g))[k * s.og + c];
        into(a.dweight[o * taps + k], all);
      }
      if (a.dbias == nullptr) continue;
      float all = 0;
      for (i64 part = 0; part < parts; part++) {
        const i64 first = s.n * part / parts, images = s.n * (part + 1) / parts - first;
        const float sum = channel_sum(a.dy + (first * s.co + o) * pixels, images, s.co * pixels, s.oh, s.ow);
        all = part == 0 ? sum : all + sum;
      }
      into(a.dbias[o], all);
    }
  });
  return kOk;
}

}  // namespace
}  // namespace thalweg

TW_KERNEL(conv2dBfloat16)
TW_KERNEL(conv2dInputBfloat16)
TW_KERNEL(conv2dWeightBfloat16)
