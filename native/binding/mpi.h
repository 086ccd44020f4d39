// The functions of MPI for JavaScript. addon.cc exports them.
#pragma once
#include <napi.h>

namespace thalweg {

// mpi(done): the functions load, run, leave and stop, of which `done(id, outcome, message, rank, size)` reports
// the ends. Only one environment of a process gets them; undefined for the others.
Napi::Value open_mpi(const Napi::CallbackInfo& info);

}  // namespace thalweg
