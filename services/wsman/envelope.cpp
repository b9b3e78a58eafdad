// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/wsman/envelope.h"

#include "services/schema/schema.h"

#include <QUuid>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

QString newMessageId()
{
    return u"uuid:"_s + QUuid::createUuid().toString(QUuid::WithoutBraces).toUpper();
}

bool onlyAsks(const Envelope &request)
{
    if (const auto *invoke = std::get_if<Wsman::Invoke>(&request.body)) {
        const MethodDecl *decl =
            Schema::findMethod(request.target.nameSpace(), request.target.className(), invoke->method);
        return decl && !decl->changes;
    }
    return !std::holds_alternative<Wsman::Put>(request.body) && !std::holds_alternative<Wsman::Create>(request.body)
        && !std::holds_alternative<Wsman::Delete>(request.body);
}

} // namespace Cistern
