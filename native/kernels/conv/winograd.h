// Winograd's algorithm F(2 x 2, 3 x 3) for 3 x 3 convolutions of stride 1 (conv/winograd_forward.h) and the gradients
// of their weights (conv/winograd_weight.h): a tile of 2 x 2 outputs takes 16 multiplications a pair of channels,
// not 36. A tile d of 4 x 4 inputs becomes B' d B, a kernel g becomes G g G', and the sums m over channels of their
// products become A' m A. Here: which convolutions, and B' d B. Lanes are channels. Specified in
// lib/backend/js/winograd.ts.
#pragma once
#include "core/int.h"
#include "kernels/conv/shape.h"
#include "kernels/conv/soon.h"

namespace thalweg {
namespace {

constexpr int kPlaces = 16;  // of a transformed tile

// A convolution of `in` to `out` channels of each group.
struct WinogradShape {
  i64 n, groups, in, out, h, w, oh, ow, ph, pw;
  i64 high() const { return (oh + 1) / 2; }  // tiles
  i64 wide() const { return (ow + 1) / 2; }
  i64 rows() const { return n * high(); }  // of tiles, numbered through all images
};

static inline WinogradShape winograd_shape(const ConvShape& s) {
  return {s.n, s.groups, s.cg, s.og, s.h, s.w, s.oh, s.ow, s.ph, s.pw};
}

// By sizes of an image alone: the JavaScript backend has the same rule, the bits depend on it. Not where channels are
// too few to spare much, half-empty tiles cost what others spare, the kernels are so many that their transformation
// takes longer than the products of an image, or a row of tiles is too much for a core's own cache.
static inline bool by_winograd(const ConvShape& s, i64 rows, i64 cols) {
  // In numbers of JavaScript, which don't overflow where no image bounds the sizes.
  const double high = double(rows), wide = double(cols), least = double(min(s.cg, s.og)),
               most = double(max(s.cg, s.og));
  const double tiles = double((rows + 1) / 2) * double((cols + 1) / 2);
  return s.kh == 3 && s.kw == 3 && s.sh == 1 && s.sw == 1 && s.dh == 1 && s.dw == 1 && s.ph <= 2 && s.pw <= 2 &&
         least >= 16 && least + most >= 48 && tiles >= 16 && 8 * tiles <= 3 * high * wide &&
         least * most <= 8192 * tiles && wide * most <= 32768;
}

// A row of tiles of one vector of channels, from four rows of pixels of these channels: tile j's place p goes
// to to(j) + p * apart.
template <class T, class To>
static inline void transform_inputs(const T* const* rows, i64 w, i64 pw, i64 tiles, i64 apart, To to) {
  using V = Vec<T>;
  constexpr i64 L = kLanes<T>;
  V t[4][4];  // [column][row]
  auto column = [&](i64 x, V* into) {
    V d[4] = {};
    if (x >= 0 && x < w)
#pragma GCC unroll 4
      for (int r = 0; r < 4; r++) d[r] = load(rows[r] + x * L);
    into[0] = d[0] - d[2];
    into[1] = d[1] + d[2];
    into[2] = d[2] - d[1];
    into[3] = d[1] - d[3];
  };
  column(-pw, t[0]);
  column(1 - pw, t[1]);
  for (i64 j = 0; j < tiles; j++) {
    column(2 * j + 2 - pw, t[2]);
    column(2 * j + 3 - pw, t[3]);
    T* place = to(j);
#pragma GCC unroll 4
    for (int r = 0; r < 4; r++, place += 4 * apart) {
      store(place, t[0][r] - t[2][r]);
      store(place + apart, t[1][r] + t[2][r]);
      store(place + 2 * apart, t[2][r] - t[1][r]);
      store(place + 3 * apart, t[1][r] - t[3][r]);
      t[0][r] = t[2][r];
      t[1][r] = t[3][r];
    }
  }
}

// What belongs to `rows` rows of tiles from `begin` on, of `count` of the `channels` planes of a group: some rows of an
// image, or some images.
template <class T>
static inline Span unit_span(const WinogradShape& s, const T* planes, i64 channels, i64 count, i64 h, i64 w, i64 g,
                             i64 begin, i64 rows) {
  const i64 image = begin / s.high(), row = 2 * (begin % s.high()), images = max(1, rows / s.high());
  const T* from = planes + (image * s.groups + g) * channels * h * w;
  if (s.groups == 1 && count == channels && images > 1) count *= min(images, s.n - image);
  return span_of(from, count, h * w, row * w, min(2 * rows, h - row) * w);
}

// Elements of scratch that `transform_rows` needs: four rows of pixels, and one of zeros.
template <class T>
static inline i64 pixels_size(i64 w) {
  return 5 * w * kLanes<T>;
}

// One vector of channels, of which `lanes` are there, of rows [begin, end) of tiles: tile k's place p goes to
// to(k) + p * apart. x: the first of these channels, in the first image.
template <class T, class To>
static inline void transform_rows(const WinogradShape& s, const T* x, i64 lanes, i64 begin, i64 end, i64 apart,
                                  T* pixels, To to) {
  constexpr i64 L = kLanes<T>;
  const i64 plane = s.h * s.w, high = s.high(), wide = s.wide();
  T* const zeros = pixels + 4 * s.w * L;
  fill(zeros, s.w * L, T(0));
  for (i64 number = begin; number < end; number++) {
    const i64 row = number % high;
    const T *const planes = x + number / high * s.groups * s.in * plane, *rows[4];
    // Rows of pixels are transposed in pairs, of which a row of tiles shares one with the next.
    for (i64 pair = row; pair < row + 2; pair++) {
      const i64 top = 2 * pair - s.ph, from = max(top, 0), until = min(top + 2, s.h);
      T* const pixel = pixels + pair % 2 * 2 * s.w * L;
      for (i64 k = 0; k < 2; k++)
        rows[2 * (pair - row) + k] = top + k >= from && top + k < until ? pixel + k * s.w * L : zeros;
      if ((pair > row || row == 0 || number == begin) && until > from)
        to_pixels(planes + from * s.w, plane, lanes, (until - from) * s.w, pixel + (from - top) * s.w * L, L);
    }
    const i64 first = (number - begin) * wide;
    transform_inputs(rows, s.w, s.pw, wide, apart, [&](i64 j) { return to(first + j); });
  }
}

}  // namespace
}  // namespace thalweg
