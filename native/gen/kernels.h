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
struct Conv2dArgs {
  const T* x;
  const T* weight;
  const T* bias;
  T* y;
  i64 n;
  i64 ci;
  i64 h;
  i64 w;
  i64 co;
  i64 kh;
  i64 kw;
  i64 oh;
  i64 ow;
  i64 sh;
  i64 sw;
  i64 ph;
  i64 pw;
  i64 dh;
  i64 dw;
  i64 groups;
  i64 relu;
};
template <class T>
static inline Conv2dArgs<T> read_conv2d(const double* at) {
  Conv2dArgs<T> a;
  a.n = i64(*at++);
  a.ci = i64(*at++);
  a.h = i64(*at++);
  a.w = i64(*at++);
  a.co = i64(*at++);
  a.kh = i64(*at++);
  a.kw = i64(*at++);
  a.oh = i64(*at++);
  a.ow = i64(*at++);
  a.sh = i64(*at++);
  a.sw = i64(*at++);
  a.ph = i64(*at++);
  a.pw = i64(*at++);
  a.dh = i64(*at++);
  a.dw = i64(*at++);
  a.groups = i64(*at++);
  a.relu = i64(*at++);
  a.x = address<const T>(*at++);
  a.weight = address<const T>(*at++);
  a.bias = address<const T>(*at++);
  a.y = address<T>(*at++);
  return a;
}

template <class T>
struct Conv2dInputArgs {
  const T* dy;
  const T* weight;
  T* dx;
  i64 n;
  i64 ci;
  i64 h;
  i64 w;
  i64 co;
  i64 kh;
  i64 kw;
  i64 oh;
  i64 ow;
  i64 sh;
  i64 sw;
  i64 ph;
  i64 pw;
  i64 dh;
  i64 dw;
  i64 groups;
  i64 accumulate;
};
template <class T>
static inline Conv2dInputArgs<T> read_conv2dInput(const double* at) {
  Conv2dInputArgs<T> a;
  a.n = i64(*at++);
  a.ci = i64(*at++);
  a.h = i64(*at++);
  a.w = i64(*at++);
  a.co = i64(*at++);
  a.kh = i64(*at++);
  a.kw = i64(*at++);
  a.oh = i64(*at++);
  a.ow = i64(*at++);
  a.sh = i64(*at++);
  a.sw = i64(*at++);
  a.ph = i64(*at++);
  a.pw = i64(*at++);
  a.dh = i64(*at++);
  a.dw = i64(*at++);
  a.groups = i64(*at++);
  a.accumulate = i64(*at++);
  a.dy = address<const T>(*at++);
  a.weight = address<const T>(*at++);
  a.dx = address<T>(*at++);
  return a;
}

template <class T>
struct Conv2dWeightArgs {
  const T* x;
  const T* dy;
  T* dweight;
  T* dbias;
  i64 n;
  i64 ci;
  i64 h;
  i64 w;
  i64 co;
  i64 kh;
  i64 kw;
  i64 oh;
  i64 ow;
  i64 sh;
  i64 sw;
  i64 ph;
  i64 pw;
  i64 dh;
  i64 dw;
  i64 groups;
  i64 accumulate;
};
template <class T>
static inline Conv2dWeightArgs<T> read_conv2dWeight(const double* at) {
  Conv2dWeightArgs<T> a;
  a.n = i64(*at++);
  a.ci = i64(*at++);
  a.h = i64(*at++);
  a.w = i64(*at++);
  a.co = i64(*at++);
  a.kh = i64(*at++);
  a.kw = i64(*at++);
  a.oh = i64(*at++);
  a.ow = i64(*at++);
  a.sh = i64(*at++);
  a.sw = i64(*at++);
  a.ph = i64(*at++);
  a.pw = i64(*at++);
  a.dh = i64(*at++);
  a.dw = i64(*at++);
  a.groups = i64(*at++);
  a.accumulate = i64(*at++);
  a.x = address<const T>(*at++);
  a.dy = address<const T>(*at++);
  a.dweight = address<T>(*at++);
  a.dbias = address<T>(*at++);
  return a;
}

template <class T>
struct MaxPool2dArgs {
  const T* x;
  T* y;
  std::int32_t* index;
  i64 planes;
  i64 h;
  i64 w;
  i64 oh;
  i64 ow;
  i64 kh;
  i64 kw;
  i64 sh;
  i64 sw;
  i64 ph;
  i64 pw;
  i64 dh;
  i64 dw;
};
template <class T>
static inline MaxPool2dArgs<T> read_maxPool2d(const double* at) {
  MaxPool2dArgs<T> a;
  a.planes = i64(*at++);
  a.h = i64(*at++);
  a.w = i64(*at++);
  a.oh = i64(*at++);
  a.ow = i64(*at++);
  a.kh = i64(*at++);
  a.kw = i64(*at++);
  a.sh = i64(*at++);
  a.sw = i64(*at++);
  a.ph = i64(*at++);
  a.pw = i64(*at++);
  a.dh = i64(*at++);
  a.dw = i64(*at++);
  a.x = address<const T>(*at++);
  a.y = address<T>(*at++);
  a.index = address<std::int32_t>(*at++);
  return a;
}

template <class T>
struct MaxPool2dBackwardArgs {
  const T* dy;
  const std::int32_t* index;
  T* dx;
  i64 planes;
  i64 h;
  i64 w;
  i64 oh;
  i64 ow;
  i64 accumulate;
};
template <class T>
static inline MaxPool2dBackwardArgs<T> read_maxPool2dBackward(const double* at) {
  MaxPool2dBackwardArgs<T> a;
  a.planes = i64(*at++);
  a.h = i64(*at++);
  a.w = i64(*at++);
  a.oh = i64(*at++);
  a.ow = i64(*at++);
  a.accumulate = i64(*at++);
  a.dy = address<const T>(*at++);
  a.index = address<const std::int32_t>(*at++);
  a.dx = address<T>(*at++);
  return a;
}

template <class T>
struct MaxPool2x2Args {
  const T* x;
  T* y;
  std::uint8_t* index;
  i64 planes;
  i64 h;
  i64 w;
  i64 relu;
};
template <class T>
static inline MaxPool2x2Args<T> read_maxPool2x2(const double* at) {
  MaxPool2x2Args<T> a;
  a.planes = i64(*at++);
  a.h = i64(*at++);
  a.w = i64(*at++);
  a.relu = i64(*at++);
  a.x = address<const T>(*at++);
  a.y = address<T>(*at++);
  a.index = address<std::uint8_t>(*at++);
  return a;
}

template <class T>
struct MaxPool2x2BackwardArgs {
  const T* dy;
  const std::uint8_t* index;
  T* dx;
  i64 planes;
  i64 h;
  i64 w;
  i64 accumulate;
};
template <class T>
static inline MaxPool2x2BackwardArgs<T> read_maxPool2x2Backward(const double* at) {
  MaxPool2x2BackwardArgs<T> a;
  a.planes = i64(*at++);
  a.h = i64(*at++);
  a.w = i64(*at++);
  a.accumulate = i64(*at++);
  a.dy = address<const T>(*at++);
  a.index = address<const std::uint8_t>(*at++);
  a.dx = address<T>(*at++);
  return a;
}

template <class T>
struct AvgPool2dArgs {
  const T* x;
  T* y;
  i64 planes;
  i64 h;
  i64 w;
  i64 oh;
  i64 ow;
  i64 kh;
  i64 kw;
  i64 sh;
  i64 sw;
  i64 ph;
  i64 pw;
  i64 countPad;
};
template <class T>
static inline AvgPool2dArgs<T> read_avgPool2d(const double* at) {
  AvgPool2dArgs<T> a;
  a.planes = i64(*at++);
  a.h = i64(*at++);
  a.w = i64(*at++);
  a.oh = i64(*at++);
  a.ow = i64(*at++);
  a.kh = i64(*at++);
  a.kw = i64(*at++);
  a.sh = i64(*at++);
  a.sw = i64(*at++);
  a.ph = i64(*at++);
  a.pw = i64(*at++);
  a.countPad = i64(*at++);
  a.x = address<const T>(*at++);
  a.y = address<T>(*at++);
  return a;
}

template <class T>
struct AvgPool2dBackwardArgs {
  const T* dy;
  T* dx;
  i64 planes;
  i64 h;
  i64 w;
  i64 oh;
  i64 ow;
  i64 kh;
  i64 kw;
  i64 sh;
  i64 sw;
  i64 ph;
  i64 pw;
  i64 countPad;
  i64 accumulate;
};
template <class T>
static inline AvgPool2dBackwardArgs<T> read_avgPool2dBackward(const double* at) {
  AvgPool2dBackwardArgs<T> a;
  a.planes = i64(*at++);
  a.h = i64(*at++);
  a.w = i64(*at++);
  a.oh = i64(*at++);
  a.ow = i64(*at++);
  a.kh = i64(*at++);
  a.kw = i64(*at++);
  a.sh = i64(*at++);
  a.sw = i64(*at++);
  a.ph = i64(*at++);
  a.pw = i64(*at++);
  a.countPad = i64(*at++);
  a.accumulate = i64(*at++);
  a.dy = address<const T>(*at++);
  a.dx = address<T>(*at++);
  return a;
}

template <class T>
struct AdaptiveAvgPool2dArgs {
  const T* x;
  T* y;
  i64 planes;
  i64 h;
  i64 w;
  i64 oh;
  i64 ow;
};
template <class T>
static inline AdaptiveAvgPool2dArgs<T> read_adaptiveAvgPool2d(const double* at) {
  AdaptiveAvgPool2dArgs<T> a;
  a.planes = i64(*at++);
  a.h = i64(*at++);
  a.w = i64(*at++);
  a.oh = i64(*at++);
  a.ow = i64(*at++);
  a.x = address<const T>(*at++);
  a.y = address<T>(*at++);
  return a;
}

template <class T>
struct AdaptiveAvgPool2dBackwardArgs {
  const T* dy;
  T* dx;
  i64 planes;
  i64 h;
  i64 w;
  i64 oh;
  i64 ow;
  i64 accumulate;
};
template <class T>
static inline AdaptiveAvgPool2dBackwardArgs<T> read_adaptiveAvgPool2dBackward(const double* at) {
  AdaptiveAvgPool2dBackwardArgs<T> a;
  a.planes = i64(*at++);
  a.h = i64(*at++);
  a.w = i64(*at++);
  a.oh = i64(*at++);
  a.ow = i64(*at++);
  a.accumulate = i64(*at++);
  a.dy = address<const T>(*at++);
  a.dx = address<T>(*at++);
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
#define TW_EXPORT_conv2d namespace thalweg::TW_LEVEL { i64 conv2d_f32(const double* block) { return ::thalweg::conv2d<float>(read_conv2d<float>(block)); } i64 conv2d_f64(const double* block) { return ::thalweg::conv2d<double>(read_conv2d<double>(block)); } }
#define TW_EXPORT_conv2dInput namespace thalweg::TW_LEVEL { i64 conv2dInput_f32(const double* block) { return ::thalweg::conv2dInput<float>(read_conv2dInput<float>(block)); } i64 conv2dInput_f64(const double* block) { return ::thalweg::conv2dInput<double>(read_conv2dInput<double>(block)); } }
#define TW_EXPORT_conv2dWeight namespace thalweg::TW_LEVEL { i64 conv2dWeight_f32(const double* block) { return ::thalweg::conv2dWeight<float>(read_conv2dWeight<float>(block)); } i64 conv2dWeight_f64(const double* block) { return ::thalweg::conv2dWeight<double>(read_conv2dWeight<double>(block)); } }
#define TW_EXPORT_maxPool2d namespace thalweg::TW_LEVEL { i64 maxPool2d_f32(const double* block) { return ::thalweg::maxPool2d<float>(read_maxPool2d<float>(block)); } i64 maxPool2d_f64(const double* block) { return ::thalweg::maxPool2d<double>(read_maxPool2d<double>(block)); } }
#define TW_EXPORT_maxPool2dBackward namespace thalweg::TW_LEVEL { i64 maxPool2dBackward_f32(const double* block) { return ::thalweg::maxPool2dBackward<float>(read_maxPool2dBackward<float>(block)); } i64 maxPool2dBackward_f64(const double* block) { return ::thalweg::maxPool2dBackward<double>(read_maxPool2dBackward<double>(block)); } }
#define TW_EXPORT_maxPool2x2 namespace thalweg::TW_LEVEL { i64 maxPool2x2_f32(const double* block) { return ::thalweg::maxPool2x2<float>(read_maxPool2x2<float>(block)); } i64 maxPool2x2_f64(const double* block) { return ::thalweg::maxPool2x2<double>(read_maxPool2x2<double>(block)); } }
#define TW_EXPORT_maxPool2x2Backward namespace thalweg::TW_LEVEL { i64 maxPool2x2Backward_f32(const double* block) { return ::thalweg::maxPool2x2Backward<float>(read_maxPool2x2Backward<float>(block)); } i64 maxPool2x2Backward_f64(const double* block) { return ::thalweg::maxPool2x2Backward<double>(read_maxPool2x2Backward<double>(block)); } }
#define TW_EXPORT_avgPool2d namespace thalweg::TW_LEVEL { i64 avgPool2d_f32(const double* block) { return ::thalweg::avgPool2d<float>(read_avgPool2d<float>(block)); } i64 avgPool2d_f64(const double* block) { return ::thalweg::avgPool2d<double>(read_avgPool2d<double>(block)); } }
#define TW_EXPORT_avgPool2dBackward namespace thalweg::TW_LEVEL { i64 avgPool2dBackward_f32(const double* block) { return ::thalweg::avgPool2dBackward<float>(read_avgPool2dBackward<float>(block)); } i64 avgPool2dBackward_f64(const double* block) { return ::thalweg::avgPool2dBackward<double>(read_avgPool2dBackward<double>(block)); } }
#define TW_EXPORT_adaptiveAvgPool2d namespace thalweg::TW_LEVEL { i64 adaptiveAvgPool2d_f32(const double* block) { return ::thalweg::adaptiveAvgPool2d<float>(read_adaptiveAvgPool2d<float>(block)); } i64 adaptiveAvgPool2d_f64(const double* block) { return ::thalweg::adaptiveAvgPool2d<double>(read_adaptiveAvgPool2d<double>(block)); } }
#define TW_EXPORT_adaptiveAvgPool2dBackward namespace thalweg::TW_LEVEL { i64 adaptiveAvgPool2dBackward_f32(const double* block) { return ::thalweg::adaptiveAvgPool2dBackward<float>(read_adaptiveAvgPool2dBackward<float>(block)); } i64 adaptiveAvgPool2dBackward_f64(const double* block) { return ::thalweg::adaptiveAvgPool2dBackward<double>(read_adaptiveAvgPool2dBackward<double>(block)); } }
#define TW_EXPORT_copy namespace thalweg::TW_LEVEL { i64 copy_u8(const double* block) { return ::thalweg::copy<std::uint8_t>(read_copy<std::uint8_t>(block)); } i64 copy_u32(const double* block) { return ::thalweg::copy<std::uint32_t>(read_copy<std::uint32_t>(block)); } i64 copy_u64(const double* block) { return ::thalweg::copy<std::uint64_t>(read_copy<std::uint64_t>(block)); } }

#define TW_KERNEL_COUNT 33
#define TW_FOR_EACH_KERNEL(F) F(map_f32) F(map_f64) F(mapBool_f32) F(mapBool_f64) F(where_u8) F(where_u32) F(where_u64) F(logical) F(conv2d_f32) F(conv2d_f64) F(conv2dInput_f32) F(conv2dInput_f64) F(conv2dWeight_f32) F(conv2dWeight_f64) F(maxPool2d_f32) F(maxPool2d_f64) F(maxPool2dBackward_f32) F(maxPool2dBackward_f64) F(maxPool2x2_f32) F(maxPool2x2_f64) F(maxPool2x2Backward_f32) F(maxPool2x2Backward_f64) F(avgPool2d_f32) F(avgPool2d_f64) F(avgPool2dBackward_f32) F(avgPool2dBackward_f64) F(adaptiveAvgPool2d_f32) F(adaptiveAvgPool2d_f64) F(adaptiveAvgPool2dBackward_f32) F(adaptiveAvgPool2dBackward_f64) F(copy_u8) F(copy_u32) F(copy_u64)
