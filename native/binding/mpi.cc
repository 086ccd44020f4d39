// MPI for JavaScript: hands commands to the thread that calls MPI and reports their ends on JavaScript's thread. Called
// by lib/distributed/engine.ts alone, which keeps every buffer until its command is done.
#include "binding/mpi.h"

#include <atomic>
#include <new>
#include <string>

#include "mpi/thread.h"

namespace thalweg {
namespace {

Napi::Value refuse(Napi::Env env, const char* message) {
  Napi::Error::New(env, message).ThrowAsJavaScriptException();
  return {};
}

std::atomic<bool> taken{false};
Engine* engine = nullptr;
napi_threadsafe_function reports = nullptr;

// On JavaScript's thread; without an environment the process is about to end.
void report(napi_env env, napi_value done, void*, void* data) {
  Command* c = static_cast<Command*>(data);
  if (env && done) {
    const Napi::Env e(env);
    const Napi::HandleScope scope(e);
    Napi::Function(e, done).Call({Napi::Number::New(e, double(c->id)), Napi::Number::New(e, int(c->outcome)),
                                  Napi::String::New(e, c->message), Napi::Number::New(e, c->rank),
                                  Napi::Number::New(e, c->size)});
  }
  delete c;
}

// On the thread of MPI.
void finished(Command* c) {
  if (napi_call_threadsafe_function(reports, c, napi_tsfn_nonblocking) != napi_ok) delete c;
}

// load(library, abi): [abi, version] of the library, or why it cannot be used.
Napi::Value load(const Napi::CallbackInfo& info) {
  Napi::Env env = info.Env();
  if (!info[0].IsString() || !info[1].IsString()) return refuse(env, "thalweg: load expects two strings");
  if (engine) return refuse(env, "thalweg: load was called before");
  std::string why;
  Engine* found = open_engine(info[0].As<Napi::String>().Utf8Value().c_str(), info[1].As<Napi::String>(), why);
  if (!found) return Napi::String::New(env, why);
  if (!start_mpi_thread(found, finished)) return Napi::String::New(env, "the system has no thread for it");
  engine = found;
  Napi::Array facts = Napi::Array::New(env, 2);
  facts.Set(0u, Napi::String::New(env, found->abi()));
  facts.Set(1u, Napi::String::New(env, found->version()));
  return facts;
}

// The memory of a typed array of bytes; null when it is none.
bool bytes_of(const Napi::Value& value, void*& data, std::size_t& length) {
  napi_typedarray_type type;
  return value.IsTypedArray() &&
         napi_get_typedarray_info(value.Env(), value, &type, &length, &data, nullptr, nullptr) == napi_ok &&
         type == napi_uint8_array;
}

// Counts and offsets of all ranks as [count, offset, count, offset, ...]; all of it must lie within the buffer.
bool layout(const Napi::Value& value, std::size_t length, std::vector<int>& counts, std::vector<int>& offsets) {
  if (!value.IsTypedArray() || value.As<Napi::TypedArray>().TypedArrayType() != napi_int32_array) return false;
  const Napi::Int32Array pairs = value.As<Napi::Int32Array>();
  for (std::size_t k = 0; k + 1 < pairs.ElementLength(); k += 2) {
    const int count = pairs[k], offset = pairs[k + 1];
    if (count < 0 || offset < 0 || std::size_t(count) + std::size_t(offset) > length) return false;
    counts.push_back(count);
    offsets.push_back(offset);
  }
  return true;
}

// run(id, order, seconds, send, sendParts, receive, receiveParts, root): starts a command. Buffers are Uint8Arrays,
// parts Int32Arrays of [count, offset] for each rank; what an order does not use is null.
Napi::Value run(const Napi::CallbackInfo& info) {
  Napi::Env env = info.Env();
  if (!engine) return refuse(env, "thalweg: run needs load first");
  auto* c = new (std::nothrow) Command;
  if (!c) return refuse(env, "thalweg: out of memory");
  const auto wrong = [&](const char* message) {
    delete c;
    return refuse(env, message);
  };
  c->id = i64(info[0].ToNumber().DoubleValue());
  c->order = Order(info[1].ToNumber().Int32Value());
  c->deadline_ns = i64(info[2].ToNumber().DoubleValue() * 1e9);
  c->root = info[7].ToNumber().Int32Value();
  std::size_t sent = 0, received = 0;
  const bool sends = !info[3].IsNull(), receives = !info[5].IsNull();
  if (sends && !bytes_of(info[3], c->send.data, sent)) return wrong("thalweg: run expects a Uint8Array to send");
  if (receives && !bytes_of(info[5], c->receive.data, received))
    return wrong("thalweg: run expects a Uint8Array to receive");
  if (!info[4].IsNull() && !layout(info[4], sent, c->counts, c->offsets))
    return wrong("thalweg: run expects parts within the bytes to send");
  if (!info[6].IsNull() && !layout(info[6], received, c->receive_counts, c->receive_offsets))
    return wrong("thalweg: run expects parts within the bytes to receive");
  // Libraries take equal addresses of both sides for a command in place, also where one of them has no bytes.
  static char nothing[2];
  if (sent == 0) c->send.data = &nothing[0];
  if (received == 0) c->receive.data = &nothing[1];
  if (sent > 0x7fffffff || received > 0x7fffffff) return wrong("thalweg: run expects less than 2 GiB");
  c->send.counts = c->counts.data();
  c->send.offsets = c->offsets.data();
  c->receive.counts = c->receive_counts.data();
  c->receive.offsets = c->receive_offsets.data();
  c->moved = i64(sent + received);
  c->bytes = int(c->order == Order::kBroadcast ? received : sent);
  submit_to_mpi(c);
  return {};
}

// leave(seconds): ends the work with the other ranks before the process ends; waits at most so long.
Napi::Value leave(const Napi::CallbackInfo& info) {
  leave_mpi(i64(info[0].ToNumber().DoubleValue() * 1e9));
  return {};
}

Napi::Value stop(const Napi::CallbackInfo&) {
  stop_mpi_thread();
  return {};
}

}  // namespace

Napi::Value open_mpi(const Napi::CallbackInfo& info) {
  Napi::Env env = info.Env();
  if (!info[0].IsFunction()) return refuse(env, "thalweg: mpi expects a function");
  if (taken.exchange(true)) return {};
  if (napi_create_threadsafe_function(env, info[0], nullptr, Napi::String::New(env, "thalweg mpi"), 0, 1, nullptr,
                                      nullptr, nullptr, report, &reports) != napi_ok)
    return refuse(env, "thalweg: cannot create the function that reports");
  // What waits for a report keeps the process alive by its own timer.
  (void)napi_unref_threadsafe_function(env, reports);
  Napi::Object object = Napi::Object::New(env);
  object.Set("load", Napi::Function::New<load>(env, "load"));
  object.Set("run", Napi::Function::New<run>(env, "run"));
  object.Set("leave", Napi::Function::New<leave>(env, "leave"));
  object.Set("stop", Napi::Function::New<stop>(env, "stop"));
  return object;
}

}  // namespace thalweg
