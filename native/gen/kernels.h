// Generated from native/kernels.def by native/generate/kernels.mjs. Do not edit.
#pragma once
#include "core/kernel.h"

namespace thalweg {
namespace {

template <class T>
struct MapArgs {
  List<const T> x;
  T* y;
  i64 op;
  i64 inputs;
  i64 nd;
  Sizes shape;
  Sizes strides;
  T p0;
  T p1;
};
template <class T>
static inline MapArgs<T> read_map(const double* at) {
  MapArgs<T> a;
  a.op = i64(*at++);
  a.inputs = i64(*at++);
  a.nd = i64(*at++);
  a.shape = {at}; at += a.nd;
  a.strides = {at}; at += a.nd*(a.inputs+1);
  a.p0 = T(*at++);
  a.p1 = T(*at++);
  a.x = {at}; at += a.inputs;
  a.y = address<T>(*at++);
  return a;
}

template <class T>
struct CopyArgs {
  const T* x;
  T* y;
  i64 nd;
  Sizes shape;
  Sizes strides;
};
template <class T>
static inline CopyArgs<T> read_copy(const double* at) {
  CopyArgs<T> a;
  a.nd = i64(*at++);
  a.shape = {at}; at += a.nd;
  a.strides = {at}; at += a.nd*2;
  a.x = address<const T>(*at++);
  a.y = address<T>(*at++);
  return a;
}

struct CastArgs {
  const void* x;
  void* y;
  i64 from;
  i64 to;
  i64 nd;
  Sizes shape;
  Sizes strides;
};
static inline CastArgs read_cast(const double* at) {
  CastArgs a;
  a.from = i64(*at++);
  a.to = i64(*at++);
  a.nd = i64(*at++);
  a.shape = {at}; at += a.nd;
  a.strides = {at}; at += a.nd*2;
  a.x = address<const void>(*at++);
  a.y = address<void>(*at++);
  return a;
}

struct FillArgs {
  void* y;
  i64 type;
  i64 nd;
  Sizes shape;
  Sizes strides;
  double value;
};
static inline FillArgs read_fill(const double* at) {
  FillArgs a;
  a.type = i64(*at++);
  a.nd = i64(*at++);
  a.shape = {at}; at += a.nd;
  a.strides = {at}; at += a.nd;
  a.value = double(*at++);
  a.y = address<void>(*at++);
  return a;
}

}  // namespace
}  // namespace thalweg

#define TW_EXPORT_map namespace thalweg::TW_LEVEL { i64 map_f32(const double* block) { return ::thalweg::map<float>(read_map<float>(block)); } i64 map_f64(const double* block) { return ::thalweg::map<double>(read_map<double>(block)); } }
#define TW_EXPORT_copy namespace thalweg::TW_LEVEL { i64 copy_u8(const double* block) { return ::thalweg::copy<std::uint8_t>(read_copy<std::uint8_t>(block)); } i64 copy_u32(const double* block) { return ::thalweg::copy<std::uint32_t>(read_copy<std::uint32_t>(block)); } i64 copy_u64(const double* block) { return ::thalweg::copy<std::uint64_t>(read_copy<std::uint64_t>(block)); } }
#define TW_EXPORT_cast namespace thalweg::TW_LEVEL { i64 cast(const double* block) { return ::thalweg::cast(read_cast(block)); } }
#define TW_EXPORT_fill namespace thalweg::TW_LEVEL { i64 fill(const double* block) { return ::thalweg::fill(read_fill(block)); } }

#define TW_KERNEL_COUNT 7
#define TW_FOR_EACH_KERNEL(F) F(map_f32) F(map_f64) F(copy_u8) F(copy_u32) F(copy_u64) F(cast) F(fill)
