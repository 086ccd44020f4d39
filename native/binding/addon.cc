// The narrow door: raw Node-API, a command block registered once, no argument decoded per call. Called by
// lib/backend/native.ts only, which checks everything; nothing here is a public API.
#include <node_api.h>

#include <cstring>

#include "core/pages.h"
#include "core/parallel.h"
#include "dispatch/dispatch.h"
#include "gen/kernels.h"
#include "gen/signature.h"

namespace {

using thalweg::find_level;
using thalweg::i64;
using thalweg::Level;

// One door: what `open` made. Workers and second copies of the library each have their own.
struct Door {
  const Level* level = nullptr;
  double* block = nullptr;
  napi_ref block_ref = nullptr;
};

// The head of the command block; the call's own words start at kHead.
enum { kKernel = 0, kStatus = 1, kThreads = 2, kEager = 3, kHead = 4 };

napi_value refuse(napi_env env, const char* message) {
  napi_throw_error(env, nullptr, message);
  return nullptr;
}

Door* door_of(napi_env env, napi_callback_info info, size_t* count, napi_value* arguments) {
  void* data = nullptr;
  napi_get_cb_info(env, info, count, arguments, nullptr, &data);
  return static_cast<Door*>(data);
}

// call(): runs the kernel that the block names; its status goes into the block.
napi_value call(napi_env env, napi_callback_info info) {
  Door* door = door_of(env, info, nullptr, nullptr);
  double* block = door->block;
  if (!block || !door->level) return refuse(env, "thalweg: the door has no block or no level yet");
  i64 kernel = i64(block[kKernel]);
  if (kernel < 0 || kernel >= TW_KERNEL_COUNT) return refuse(env, "thalweg: no such kernel");
  thalweg::set_threads(int(block[kThreads]), block[kEager] != 0);
  block[kStatus] = double(door->level->table[kernel](block + kHead));
  return nullptr;
}

// register(block: Float64Array): the block that the next calls read.
napi_value register_block(napi_env env, napi_callback_info info) {
  size_t count = 1, length = 0;
  napi_value array = nullptr;
  Door* door = door_of(env, info, &count, &array);
  napi_typedarray_type type;
  void* data = nullptr;
  if (count < 1 || napi_get_typedarray_info(env, array, &type, &length, &data, nullptr, nullptr) != napi_ok ||
      type != napi_float64_array || length < kHead)
    return refuse(env, "thalweg: register expects a Float64Array");
  if (door->block_ref) napi_delete_reference(env, door->block_ref);
  napi_create_reference(env, array, 1, &door->block_ref);
  door->block = static_cast<double*>(data);
  return nullptr;
}

// level(name?): chooses the level, the best one without a name; returns its name, or undefined when there is none.
napi_value choose_level(napi_env env, napi_callback_info info) {
  size_t count = 1;
  napi_value argument = nullptr, result = nullptr;
  Door* door = door_of(env, info, &count, &argument);
  char name[16] = "";
  if (count > 0) napi_get_value_string_utf8(env, argument, name, sizeof name, nullptr);
  const Level* level = find_level(name[0] ? name : nullptr);
  if (!level) return nullptr;
  door->level = level;
  napi_create_string_utf8(env, level->name, NAPI_AUTO_LENGTH, &result);
  return result;
}

// address(array: TypedArray): where its memory is. The array keeps the memory; JavaScript keeps the array.
napi_value address(napi_env env, napi_callback_info info) {
  size_t count = 1;
  napi_value array = nullptr, result = nullptr;
  door_of(env, info, &count, &array);
  void* data = nullptr;
  if (count < 1 || napi_get_typedarray_info(env, array, nullptr, nullptr, &data, nullptr, nullptr) != napi_ok)
    return refuse(env, "thalweg: address expects a typed array");
  napi_create_double(env, double(reinterpret_cast<std::uintptr_t>(data)), &result);
  return result;
}

// pages(array: TypedArray): wishes for large pages under new memory.
napi_value pages(napi_env env, napi_callback_info info) {
  size_t count = 1, length = 0;
  napi_value array = nullptr;
  door_of(env, info, &count, &array);
  napi_typedarray_type type;
  void* data = nullptr;
  if (count < 1 || napi_get_typedarray_info(env, array, &type, &length, &data, nullptr, nullptr) != napi_ok ||
      type != napi_uint8_array)
    return refuse(env, "thalweg: pages expects a Uint8Array");
  thalweg::prefer_large_pages(data, length);
  return nullptr;
}

// gather(begin, end): puts the memory between two addresses into large pages.
napi_value gather(napi_env env, napi_callback_info info) {
  size_t count = 2;
  napi_value arguments[2];
  door_of(env, info, &count, arguments);
  double begin = 0, end = 0;
  if (count < 2 || napi_get_value_double(env, arguments[0], &begin) != napi_ok ||
      napi_get_value_double(env, arguments[1], &end) != napi_ok)
    return refuse(env, "thalweg: gather expects two addresses");
  thalweg::gather_pages(std::uintptr_t(begin), std::uintptr_t(end));
  return nullptr;
}

void close_door(void* door) { delete static_cast<Door*>(door); }

// open(): a new door as an object of the six functions above and `serial`, why there is one thread only (or
// undefined).
napi_value open_door(napi_env env, napi_callback_info) {
  if (!find_level(nullptr)) return nullptr;
  Door* door = new Door;
  napi_value object;
  napi_create_object(env, &object);
  // The functions below may outlive the object, so the door lives as long as its environment.
  napi_add_env_cleanup_hook(env, close_door, door);
  struct {
    const char* name;
    napi_callback function;
  } const functions[] = {{"call", call},          {"register", register_block},
                         {"level", choose_level}, {"address", address},
                         {"pages", pages},        {"gather", gather}};
  for (const auto& f : functions) {
    napi_value function;
    napi_create_function(env, f.name, NAPI_AUTO_LENGTH, f.function, door, &function);
    napi_set_named_property(env, object, f.name, function);
  }
  if (const char* why = thalweg::serial_reason()) {
    napi_value text;
    napi_create_string_utf8(env, why, NAPI_AUTO_LENGTH, &text);
    napi_set_named_property(env, object, "serial", text);
  }
  return object;
}

}  // namespace

NAPI_MODULE_INIT() {
  napi_value open;
  napi_create_function(env, "open", NAPI_AUTO_LENGTH, open_door, nullptr, &open);
  napi_set_named_property(env, exports, "open", open);
  napi_value signature;
  napi_create_string_utf8(env, TW_SIGNATURE, NAPI_AUTO_LENGTH, &signature);
  napi_set_named_property(env, exports, "signature", signature);
  return exports;
}
