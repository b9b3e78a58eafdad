// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/credentials/credentialset.h"

#include <QDir>

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;
using Kind = CredentialSet::Kind;

namespace {
constexpr qsizetype longestName = 128;

struct KindRow
{
    Kind kind;
    QLatin1StringView word;
};
constexpr KindRow kinds[] = {
    {Kind::Password, "password"_L1},
    {Kind::TicketCache, "ticket"_L1},
    {Kind::Certificate, "certificate"_L1},
};

Failure invalid(const QString &member)
{
    return Failure{
        .cause = Failure::Cause::InvalidValue, .stage = Failure::Stage::Input, .parameter = member};
}

bool holdsControls(const QString &text)
{
    return std::any_of(text.begin(), text.end(),
                       [](QChar c) { return c.category() == QChar::Other_Control; });
}
} // namespace

QString vaultKey(const QString &setId)
{
    return u"set:"_s + setId;
}

std::optional<Failure> problemOf(const CredentialSet &set)
{
    if (set.id.isEmpty() || holdsControls(set.id))
        return invalid(u"id"_s);
    if (set.name.trimmed() != set.name || set.name.isEmpty() || set.name.size() > longestName
        || holdsControls(set.name))
        return invalid(u"name"_s);
    if (holdsControls(set.user) || (set.kind == Kind::Password && set.user.isEmpty()))
        return invalid(u"user"_s);
    const bool files = set.kind == Kind::Certificate;
    if (files ? !QDir::isAbsolutePath(set.certificateFile) : !set.certificateFile.isEmpty())
        return invalid(u"certificateFile"_s);
    if (files ? !QDir::isAbsolutePath(set.keyFile) : !set.keyFile.isEmpty())
        return invalid(u"keyFile"_s);
    return {};
}

QLatin1StringView kindWord(Kind kind)
{
    for (const KindRow &row : kinds) {
        if (row.kind == kind)
            return row.word;
    }
    return {};
}

std::optional<Kind> kindFrom(QStringView word)
{
    for (const KindRow &row : kinds) {
        if (row.word == word)
            return row.kind;
    }
    return {};
}

QJsonObject toJson(const CredentialSet &set)
{
    QJsonObject object{
        {u"id"_s, set.id}, {u"name"_s, set.name}, {u"kind"_s, QString(kindWord(set.kind))}};
    const std::pair<QString, QString> optional[] = {{u"user"_s, set.user},
                                                    {u"certificateFile"_s, set.certificateFile},
                                                    {u"keyFile"_s, set.keyFile}};
    for (const auto &[member, value] : optional) {
        if (!value.isEmpty())
            object[member] = value;
    }
    return object;
}

CredentialSet credentialSetFrom(const QJsonObject &object)
{
    // A kind that is not known here has no id, and so is refused.
    const auto kind = kindFrom(object[u"kind"_s].toString());
    return {.id = kind ? object[u"id"_s].toString() : QString(),
            .name = object[u"name"_s].toString(),
            .user = object[u"user"_s].toString(),
            .kind = kind.value_or(Kind::Password),
            .certificateFile = object[u"certificateFile"_s].toString(),
            .keyFile = object[u"keyFile"_s].toString()};
}

} // namespace Cistern
