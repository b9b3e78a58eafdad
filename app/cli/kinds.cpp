// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "app/cli/kinds.h"

#include "app/cli/facts.h"
#include "services/schema/schema.h"

#include <QCoreApplication>

namespace Cistern::Cli {

using namespace Qt::Literals::StringLiterals;

const ListKind *findKind(const QString &name)
{
    for (const ListKind &kind : listKinds()) {
        if (name == kind.name)
            return &kind;
    }
    return nullptr;
}

QStringList kindNames()
{
    QStringList names;
    for (const ListKind &kind : listKinds())
        names.append(kind.name);
    return names;
}

QStringList headsOf(const ListKind &kind)
{
    QStringList heads{QCoreApplication::translate("Kind", "SYSTEM")};
    for (const Field &field : kind.columns()) {
        if (field.label)
            heads.append(labelText(field).toUpper());
    }
    return heads;
}

QJsonObject rowFacts(const ListKind &kind, const QString &systemId, const CimInstance &object)
{
    QJsonObject row{{u"system"_s, systemId}, {u"path"_s, object.path().toText()}};
    for (const Field &field : kind.columns()) {
        row.insert(QString(field.name), facts(fieldValue(field, object)));
        const bool worded = field.show == Show::Value || field.show == Show::ResourceType;
        const QString words = worded ? fieldText(field, object) : QString();
        if (!words.isEmpty() && words != fieldValue(field, object).toText())
            row.insert(field.name + u"Text"_s, words);
    }
    return row;
}

QStringList rowCells(const ListKind &kind, const QString &systemId, const CimInstance &object)
{
    QStringList cells{systemId};
    for (const Field &field : kind.columns()) {
        if (field.label)
            cells.append(fieldText(field, object));
    }
    return cells;
}

std::optional<CimPath> pathFrom(const QString &text)
{
    auto path = CimPath::fromText(text);
    if (!path || !path->isInstance())
        return std::nullopt;
    if (path->nameSpace().isEmpty())
        path->setNameSpace(QString(Schema::iscsiTarget));
    return path;
}

} // namespace Cistern::Cli
