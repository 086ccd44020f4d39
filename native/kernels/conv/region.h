// A rectangle of outputs of one group of channels: packs its weights, chooses tiles, and covers it with them. Used
// by the forward pass and the gradient of the input, which is the same sum with other offsets. Paired: elements are
// words of two neighboring channels in bfloat16.
#pragma once
#include "core/int.h"
#include "core/scratch.h"
#include "kernels/conv/shape.h"
#include "kernels/conv/tile.h"

namespace thalweg {
namespace {

// y[l][r][q] for r < rows, q < cols: rows of y follow each other, channels are `plane` apart.
template <class T>
struct Region {
  const T* x;
  i64 pitch;
  const i64* off;
  i64 taps;
  i64 rows, cols;
  T* y;
  i64 plane;
  Finish finish;
  Soon* soon;
};

// How the channels of a group are spread over lanes: `blocks` channel tiles, then `rest` channels, which take their own
// lanes or, when `by_pixel`, leave the lanes to the pixels.
struct GroupLanes {
  i64 blocks, rest;
  bool by_pixel;
  i64 pieces;  // of the rest, when by_pixel: balanced, at most kFew channels each
  i64 piece(i64 k) const { return rest * k / pieces; }
  i64 tiled() const { return blocks + (rest && !by_pixel); }       // blocks, of which the last may be short
  i64 parts() const { return tiled() + (by_pixel ? pieces : 0); }  // these and the pieces
};

// Neighboring channels of a group that are packed together.
struct ChannelPart {
  i64 first, count;
  bool tiled;
};

template <class T>
static inline ChannelPart part_of(const GroupLanes& lanes, i64 k) {
  constexpr i64 B = kTileChannels<T>;
  if (k < lanes.tiled()) return {k * B, k < lanes.blocks ? B : lanes.rest, true};
  const i64 piece = k - lanes.tiled(), begin = lanes.piece(piece);
  return {lanes.blocks * B + begin, lanes.piece(piece + 1) - begin, false};
}

// Vectors of pixels: row by row, or `flat` over all rows with the border columns computed in vain.
struct PixelRows {
  bool flat, direct;  // direct: flat without border columns, written in place
  i64 vectors;        // in a row, or in all
};

template <class T>
static inline PixelRows pixel_rows(i64 rows, i64 cols, i64 pitch) {
  constexpr i64 L = kLanes<T>;
  i64 row_wise = ceil_div(cols, L), flat = ((rows - 1) * pitch + cols + L - 1) / L;
  if (pitch == cols) return {true, true, flat};
  if (flat * 5 < rows * row_wise * 4) return {true, false, flat};
  return {false, false, row_wise};
}

// What covers a group in the fewest cycles. A channel tile pays for transposing its pixels on the way to memory,
// which counts when the chains are short; a pixel tile for the end of its rows.
template <class T>
static inline GroupLanes lanes_for(i64 channels, i64 taps, i64 rows, i64 cols, i64 pitch) {
  GroupLanes lanes{channels / kTileChannels<T>, channels % kTileChannels<T>, false, 1};
  PixelRows r = pixel_rows<T>(rows, cols, pitch);
  double vectors = double(r.flat ? r.vectors : r.vectors * rows), pixels = double(rows) * double(cols);
  double by_channel = double(kVectors) * pixels * (double(taps) + kTransposeCost);
  // The narrowest pixel tiles wait for their loads.
  auto by_pixel = [&](i64 count) { return double(count) * vectors * (count <= 2 ? 1.5 : 1.03) * double(taps + 1); };
  if (lanes.blocks > 0 && by_pixel(kTileChannels<T>) < by_channel) {
    lanes.rest = channels;
    lanes.blocks = 0;
  }
  lanes.by_pixel =
      lanes.rest > 0 && ((lanes.blocks == 0 && lanes.rest >= kTileChannels<T>) || by_pixel(lanes.rest) < by_channel);
  if (lanes.by_pixel) lanes.pieces = ceil_div(lanes.rest, kFew);
  return lanes;
}

// Elements of the packed weights of a group: part p begins at its first channel times the taps.
template <class T>
static inline i64 packed_size(const GroupLanes& lanes, i64 taps) {
  return (lanes.tiled() * kTileChannels<T> + (lanes.by_pixel ? lanes.rest : 0)) * taps;
}

// Most channels of a part.
template <class T>
constexpr i64 kPartChannels = max(kTileChannels<T>, kFew);

// Weight of the part's channel l, tap k is weight[l * stride + at[k]]. A block as [k][lane], a piece as [k][channel].
template <class T>
static inline void pack_part(const ChannelPart& part, const T* weight, i64 stride, const i64* at, i64 taps, T* to) {
  constexpr i64 B = kTileChannels<T>, L = kLanes<T>;
  if (!part.tiled) {
    for (i64 k = 0; k < taps; k++)
      for (i64 c = 0; c < part.count; c++) *to++ = weight[c * stride + at[k]];
    return;
  }
  for (i64 v = 0; v < B; v += L) {
    const T* from = weight + v * stride;
    const i64 rows = max(0, min(part.count - v, L));
    // Runs of neighboring weights are transposed in registers.
    for (i64 k = 0, run; k < taps; k += run) {
      for (run = 1; k + run < taps && at[k + run] == at[k] + run;) run++;
      // Runs of a part lie pages apart when there are many channels, which no hardware foresees.
      const i64 soon = min(k + 4 * run, taps - 1);
      const i64 on_a_line = max(1, i64(64 / sizeof(T)) / stride);
      for (i64 l = 0; l < rows; l += on_a_line) __builtin_prefetch(from + l * stride + at[soon]);
      if (stride > 1 && run > 3) {
        to_pixels(from + at[k], stride, rows, run, to + k * B + v, B);
        continue;
      }
      for (i64 j = k; j < k + run; j++)
        if (stride == 1)
          store(to + j * B + v, load_n(from + at[j], rows));
        else
          for (i64 l = 0; l < L; l++) to[j * B + v + l] = l < rows ? from[l * stride + at[j]] : T(0);
    }
  }
}

// B blocks of channels, of which `lanes` channels are written: rows in tiles of balanced width, several rows a tile
// where they are short. Pixels come in the order of memory.
template <bool Paired, int B, class T>
static inline void cover_channels(const Region<T>& a, const T* w, const T* start, T* y, i64 lanes) {
  constexpr i64 L = kLanes<T>, most = kTilePixels<B>, width = B * kTileChannels<T>;
  alignas(64) T waiting[kWaiting * width];
  i64 tiles = ceil_div(a.cols, most), narrow = a.cols / tiles;
  i64 high = a.cols * 4 <= most ? 4 : a.cols * 2 <= most ? 2 : 1;
  ChannelTile<T> tile_of[2] = {};
  i64 done = 0, written = 0;
  for (i64 row = 0, before = 0; row < a.rows; row += high) {
    while (high > a.rows - row) high /= 2;
    if (high != before) {
      tile_of[0] = channel_tile_for<T, Paired, B>(narrow, high);
      tile_of[1] = narrow * tiles == a.cols ? nullptr : channel_tile_for<T, Paired, B>(narrow + 1, high);
      before = high;
    }
    for (i64 tile = 0; tile < tiles; tile++) {
      i64 begin = a.cols * tile / tiles, pixels = a.cols * (tile + 1) / tiles - begin;
      tile_of[pixels - narrow](a.x + row * a.pitch + begin, a.pitch, a.off, a.taps, w, start, waiting, done,
                               a.soon->next(a.taps * kSoonTap, w));
      done += pixels * high;
      for (; done - written >= L; written += L)
        write_pixels(waiting + written % kWaiting * width, width, L, y + written, a.plane, lanes, a.finish);
    }
  }
  if (done > written)
    write_pixels(waiting + written % kWaiting * width, width, done - written, y + written, a.plane, lanes, a.finish);
}

// `channels` <= kFew channels by pixels. `flat` holds channels * (rows * pitch) elements.
template <bool Paired, class T>
static inline void cover_pixels(const Region<T>& a, const T* w, const T* start, T* y, i64 channels, T* flat) {
  constexpr i64 L = kLanes<T>;
  PixelRows r = pixel_rows<T>(a.rows, a.cols, a.pitch);
  bool aside = r.flat && !r.direct;
  i64 length = r.flat ? (a.rows - 1) * a.pitch + a.cols : a.cols;
  i64 plane = aside ? round_up(a.rows * a.pitch, L) : a.plane;
  i64 rows = r.flat ? 1 : a.rows, total = rows * r.vectors;
  Finish finish{a.finish.relu, a.finish.add && !aside};
  const T* xs[8];
  T* ys[8];
  i64 counts[8];
  i64 row = 0, vector = 0;
  int many = most_vectors(channels);
  PixelTile<T> tile = pixel_tile_for<T, Paired>(channels, many);
  for (i64 done = 0; done < total; done += many) {
    while (many > total - done) {
      many /= 2;
      tile = pixel_tile_for<T, Paired>(channels, many);
    }
    for (int v = 0; v < many; v++) {
      i64 column = vector * L;
      xs[v] = a.x + row * a.pitch + column;
      ys[v] = (aside ? flat : y + row * a.cols) + column;
      counts[v] = length - column < L && !aside ? length - column : L;
      if (++vector == r.vectors) {
        vector = 0;
        row++;
      }
    }
    tile(xs, a.off, a.taps, w, start, ys, counts, plane, finish, a.soon->next(a.taps * kSoonTap, w));
  }
  if (!aside) return;
  for (i64 c = 0; c < channels; c++) {
    for (i64 p = 0; p < a.rows; p++) {
      const T* from = flat + c * plane + p * a.pitch;
      T* to = y + c * a.plane + p * a.cols;
      if (a.finish.add)
        for (i64 q = 0; q < a.cols; q++) to[q] += from[q];
      else
        copy_row(from, a.cols, to);
    }
  }
}

// Elements of scratch that `cover` needs next to the copy of the image.
template <class T>
static inline i64 flat_size(i64 rows, i64 pitch) {
  return kFew * (rows * pitch + kLanes<T>);
}

// All channels of a group. `start` holds the first term of each channel, zeros without a bias, up to whole blocks.
template <bool Paired, class T>
static inline void cover(const Region<T>& a, const GroupLanes& lanes, const T* w, const T* start, T* flat) {
  constexpr i64 B = kTileChannels<T>;
  if (a.rows <= 0 || a.cols <= 0) return;
  for (i64 block = 0, some; block < lanes.tiled(); block += some) {
    some = min(lanes.tiled() - block, kBlocks);
    const T *from = w + block * B * a.taps, *first = start + block * B;
    T* to = a.y + block * B * a.plane;
    const i64 count = (block + some <= lanes.blocks ? B : lanes.rest) + (some - 1) * B;
    if (some == 1)
      cover_channels<Paired, 1>(a, from, first, to, count);
    else
      cover_channels<Paired, kBlocks>(a, from, first, to, count);
  }
  for (i64 k = lanes.tiled(); k < lanes.parts(); k++) {
    const ChannelPart part = part_of<T>(lanes, k);
    cover_pixels<Paired>(a, w + part.first * a.taps, start + part.first, a.y + part.first * a.plane, part.count, flat);
  }
}

}  // namespace
}  // namespace thalweg
