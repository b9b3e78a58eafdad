// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What the return code of a method says about success, by the method's own table and never by the
// number alone. Pure functions; any thread.
#pragma once

#include "services/core/outcome.h"
#include "services/schema/methodcall.h"

#include <optional>

namespace Cistern {

Failure::Cause causeOf(Meaning meaning); // ServerFault where nothing says more

// The answer is lost or says nothing: what happened must be read, and nothing sent again.
bool isOutcomeUnknown(Meaning meaning);

// Nothing for Done and JobStarted. Else stage Operation and the code; SizeNotSupported offers the
// nearest size (quint64) where the reply tells one.
std::optional<Failure> failureOf(const MethodDecl &decl, const MethodReply &reply);

} // namespace Cistern
