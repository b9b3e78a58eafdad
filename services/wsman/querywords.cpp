// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/wsman/querywords.h"

#include <QRegularExpression>

namespace Cistern::Wsman {

using namespace Qt::Literals::StringLiterals;

namespace {
QRegularExpressionMatch head(const QString &wql)
{
    static const QRegularExpression select(
        u"^\\s*SELECT\\s+(.+?)\\s+FROM\\s+([A-Za-z_][A-Za-z0-9_]*)"_s,
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::DotMatchesEverythingOption);
    return select.match(wql);
}
} // namespace

QString queriedClass(const QString &wql)
{
    return head(wql).captured(2);
}

bool selectsAll(const QString &wql)
{
    return head(wql).captured(1) == "*"_L1;
}

} // namespace Cistern::Wsman
