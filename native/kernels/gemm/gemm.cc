#include "gen/kernels.h"
