// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "app/cli/kinds.h"

#include "app/cli/facts.h"
#include "services/schema/schema.h"
#include "ui/text/units.h"

#include <QCoreApplication>

namespace Cistern::Cli {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr Column poolColumns[] = {
    {.name = "name"_L1, .property = "ElementName"_L1, .head = QT_TRANSLATE_NOOP("Kind", "NAME")},
    {.name = "primordial"_L1,
     .property = "Primordial"_L1,
     .head = QT_TRANSLATE_NOOP("Kind", "PRIMORDIAL")},
    {.name = "total"_L1,
     .property = "TotalManagedSpace"_L1,
     .head = QT_TRANSLATE_NOOP("Kind", "TOTAL"),
     .size = true},
    {.name = "remaining"_L1,
     .property = "RemainingManagedSpace"_L1,
     .head = QT_TRANSLATE_NOOP("Kind", "FREE"),
     .size = true},
    {.name = "status"_L1,
     .property = "OperationalStatus"_L1,
     .head = QT_TRANSLATE_NOOP("Kind", "STATE")},
    {.name = "id"_L1, .property = "InstanceID"_L1},
};
constexpr Column deviceColumns[] = {
    {.name = "name"_L1, .property = "ElementName"_L1, .head = QT_TRANSLATE_NOOP("Kind", "NAME")},
    {.name = "id"_L1, .property = "DeviceID"_L1, .head = QT_TRANSLATE_NOOP("Kind", "ID")},
    {.name = "size"_L1,
     .property = "BlockSize"_L1,
     .times = "NumberOfBlocks"_L1,
     .head = QT_TRANSLATE_NOOP("Kind", "SIZE"),
     .size = true},
    {.name = "status"_L1,
     .property = "OperationalStatus"_L1,
     .head = QT_TRANSLATE_NOOP("Kind", "STATE")},
    {.name = "file"_L1, .property = "Name"_L1},
};
constexpr Column jobColumns[] = {
    {.name = "id"_L1, .property = "InstanceID"_L1, .head = QT_TRANSLATE_NOOP("Kind", "ID")},
    {.name = "name"_L1, .property = "Name"_L1, .head = QT_TRANSLATE_NOOP("Kind", "NAME")},
    {.name = "state"_L1, .property = "JobState"_L1, .head = QT_TRANSLATE_NOOP("Kind", "STATE")},
    {.name = "percent"_L1,
     .property = "PercentComplete"_L1,
     .head = QT_TRANSLATE_NOOP("Kind", "%")},
    {.name = "text"_L1, .property = "JobStatus"_L1, .head = QT_TRANSLATE_NOOP("Kind", "TEXT")},
};
constexpr Kind kinds[] = {
    {"pools"_L1, "CIM_StoragePool"_L1, {}, poolColumns},
    {"extents"_L1, "CIM_StorageExtent"_L1, "CIM_StorageVolume"_L1, deviceColumns},
    {"volumes"_L1, "CIM_StorageVolume"_L1, {}, deviceColumns},
    {"jobs"_L1, "CIM_ConcreteJob"_L1, {}, jobColumns},
};

CimValue valueOf(const Column &column, const CimInstance &object)
{
    const CimValue value = object.value(QString(column.property));
    if (column.times.isEmpty())
        return value;
    const auto one = value.toUnsigned();
    const auto times = object.value(QString(column.times)).toUnsigned();
    quint64 product = 0;
    if (!one || !times || __builtin_mul_overflow(*one, *times, &product))
        return CimValue::null(CimType::UInt64);
    return CimValue::uint64(product);
}

QString wordsOf(const Column &column, const CimInstance &object)
{
    const int index = object.decl() ? object.decl()->indexOf(QString(column.property)) : -1;
    return index < 0 ? QString()
                     : codeWords(object.decl()->properties[size_t(index)], valueOf(column, object));
}
} // namespace

const Kind *findKind(const QString &name)
{
    for (const Kind &kind : kinds) {
        if (name == kind.name)
            return &kind;
    }
    return nullptr;
}

QStringList kindNames()
{
    QStringList names;
    for (const Kind &kind : kinds)
        names.append(kind.name);
    return names;
}

QStringList headsOf(const Kind &kind)
{
    QStringList heads{QCoreApplication::translate("Kind", "SYSTEM")};
    for (const Column &column : kind.columns) {
        if (column.head)
            heads.append(QCoreApplication::translate("Kind", column.head));
    }
    return heads;
}

QJsonObject rowFacts(const Kind &kind, const QString &systemId, const CimInstance &object)
{
    QJsonObject row{{u"system"_s, systemId}, {u"path"_s, object.path().toText()}};
    for (const Column &column : kind.columns) {
        row.insert(QString(column.name), facts(valueOf(column, object)));
        if (const QString words = wordsOf(column, object); !words.isEmpty())
            row.insert(column.name + u"Text"_s, words);
    }
    return row;
}

QStringList rowCells(const Kind &kind, const QString &systemId, const CimInstance &object)
{
    QStringList cells{systemId};
    for (const Column &column : kind.columns) {
        if (!column.head)
            continue;
        const CimValue value = valueOf(column, object);
        const QString words = wordsOf(column, object);
        if (column.size && value.toUnsigned())
            cells.append(formatSize(*value.toUnsigned()));
        else
            cells.append(words.isEmpty() ? value.toText() : words);
    }
    return cells;
}

QString codeWords(const PropertyDecl &property, const CimValue &value)
{
    QStringList words;
    for (const CimValue &element : value.elements()) {
        const auto number = element.toUnsigned();
        for (const CodeName &code : property.codes) {
            if (number && *number >= code.first && *number <= code.last)
                words.append(QCoreApplication::translate("Code", code.label));
        }
    }
    return words.join(u", "_s);
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
