// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Why a method answered with a code and what to do about it: the same number, and the same meaning,
// is another matter in every method. Pure functions; GUI thread for the translations.
#pragma once

#include "services/core/outcome.h"
#include "services/schema/methodcall.h"

#include <QString>

namespace Cistern {

struct MethodWords
{
    QString cause; // empty: nothing beyond what every failure of this cause says
    QString fix;
};

// The code is one that the method itself answered, not a fault of the protocol.
[[nodiscard]] bool isReturnCode(const Failure &failure, const MethodDecl &method);
// call: what was sent, where it is known; its arguments tell readings of a code apart.
[[nodiscard]] MethodWords methodWords(const Failure &failure, const MethodDecl &method,
                                      const MethodCall *call);
// The documented text of the code, and what else the number is used for where clients in the field
// disagree with the documents; empty when the method has no such code.
[[nodiscard]] QString codeText(const MethodDecl &method, quint32 code);
[[nodiscard]] QString otherReadingText(const MethodDecl &method, quint32 code);
// "Hyper-V is not installed on this system."
[[nodiscard]] QString missingNamespaceText(const QString &nameSpace);

} // namespace Cistern
