// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Objects of any declared class, as many as are wanted, and the replies that hold them. Texts that
// differ from one object to the next on a real system differ here; the others are alike. Pure
// functions; any thread.
#pragma once

#include "services/cim/ciminstance.h"
#include "services/wsman/envelope.h"

namespace Cistern::Sample {

inline constexpr QLatin1StringView className{"MSISCSITARGET_StoragePool"};
inline constexpr int properties = 20; // that are told of each object of a sample reply

// The number names it; of the first `told` properties that it has, and of its keys.
CimInstance object(const ClassDecl &decl, qint64 number, int told = -1);
CimPath path(const ClassDecl &decl, qint64 number);
const ClassDecl &poolClass();

// An enumeration, and its reply with that many pools.
Envelope request(const ClassDecl &decl = poolClass());
QByteArray reply(const Envelope &request, qint64 from, int count);

} // namespace Cistern::Sample
