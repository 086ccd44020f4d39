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
struct MapBoolArgs {
  const T* a;
  const T* b;
  std::uint8_t* y;
  i64 op;
  i64 nd;
  Sizes shape;
  Sizes strides;
};
template <class T>
static inline MapBoolArgs<T> read_mapBool(const double* at) {
  MapBoolArgs<T> a;
  a.op = i64(*at++);
  a.nd = i64(*at++);
  a.shape = {at}; at += a.nd;
  a.strides = {at}; at += a.nd*3;
  a.a = address<const T>(*at++);
  a.b = address<const T>(*at++);
  a.y = address<std::uint8_t>(*at++);
  return a;
}

template <class T>
struct WhereArgs {
  const std::uint8_t* condition;
  const T* a;
  const T* b;
  T* y;
  i64 nd;
  Sizes shape;
  Sizes strides;
};
template <class T>
static inline WhereArgs<T> read_where(const double* at) {
  WhereArgs<T> a;
  a.nd = i64(*at++);
  a.shape = {at}; at += a.nd;
  a.strides = {at}; at += a.nd*4;
  a.condition = address<const std::uint8_t>(*at++);
  a.a = address<const T>(*at++);
  a.b = address<const T>(*at++);
  a.y = address<T>(*at++);
  return a;
}

struct LogicalArgs {
  const std::uint8_t* a;
  const std::uint8_t* b;
  std::uint8_t* y;
  i64 op;
  i64 nd;
  Sizes shape;
  Sizes strides;
};
static inline LogicalArgs read_logical(const double* at) {
  LogicalArgs a;
  a.op = i64(*at++);
  a.nd = i64(*at++);
  a.shape = {at}; at += a.nd;
  a.strides = {at}; at += a.nd*3;
  a.a = address<const std::uint8_t>(*at++);
  a.b = address<const std::uint8_t>(*at++);
  a.y = address<std::uint8_t>(*at++);
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

}  // namespace
}  // namespace thalweg

#define TW_EXPORT_map namespace thalweg::TW_LEVEL { i64 map_f32(const double* block) { return ::thalweg::map<float>(read_map<float>(block)); } i64 map_f64(const double* block) { return ::thalweg::map<double>(read_map<double>(block)); } }
#define TW_EXPORT_mapBool namespace thalweg::TW_LEVEL { i64 mapBool_f32(const double* block) { return ::thalweg::mapBool<float>(read_mapBool<float>(block)); } i64 mapBool_f64(const double* block) { return ::thalweg::mapBool<double>(read_mapBool<double>(block)); } }
#define TW_EXPORT_where namespace thalweg::TW_LEVEL { i64 where_u8(const double* block) { return ::thalweg::where<std::uint8_t>(read_where<std::uint8_t>(block)); } i64 where_u32(const double* block) { return ::thalweg::where<std::uint32_t>(read_where<std::uint32_t>(block)); } i64 where_u64(const double* block) { return ::thalweg::where<std::uint64_t>(read_where<std::uint64_t>(block)); } }
#define TW_EXPORT_logical namespace thalweg::TW_LEVEL { i64 logical(const double* block) { return ::thalweg::logical(read_logical(block)); } }
#define TW_EXPORT_copy namespace thalweg::TW_LEVEL { i64 copy_u8(const double* block) { return ::thalweg::copy<std::uint8_t>(read_copy<std::uint8_t>(block)); } i64 copy_u32(const double* block) { return ::thalweg::copy<std::uint32_t>(read_copy<std::uint32_t>(block)); } i64 copy_u64(const double* block) { return ::thalweg::copy<std::uint64_t>(read_copy<std::uint64_t>(block)); } }

#define TW_KERNEL_COUNT 11
#define TW_FOR_EACH_KERNEL(F) F(map_f32) F(map_f64) F(mapBool_f32) F(mapBool_f64) F(where_u8) F(where_u32) F(where_u64) F(logical) F(copy_u8) F(copy_u32) F(copy_u64)
