// The enforced policy; its room is access/policy.
#pragma once
#include "access/policy/policy.h"
