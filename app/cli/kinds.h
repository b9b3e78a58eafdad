// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The kinds that `list` knows, as a table: class, columns for people and names for programs.
// Pure functions; any thread.
#pragma once

#include "services/cim/ciminstance.h"

#include <QJsonObject>
#include <QStringList>

#include <optional>
#include <span>

namespace Cistern::Cli {

struct Column
{
    QLatin1StringView name; // in JSON
    QLatin1StringView property;
    QLatin1StringView times = {}; // a property to multiply with: blocks of a size
    const char *head = nullptr;   // for people, QT_TRANSLATE_NOOP("Kind", …); null: JSON only
    bool size = false;            // bytes
};

struct Kind
{
    QLatin1StringView name; // "pools"
    QLatin1StringView className;
    QLatin1StringView without; // a subclass that is a kind of its own
    std::span<const Column> columns;
};

const Kind *findKind(const QString &name);
QStringList kindNames();
QStringList headsOf(const Kind &kind);
QJsonObject rowFacts(const Kind &kind, const QString &systemId, const CimInstance &object);
QStringList rowCells(const Kind &kind, const QString &systemId, const CimInstance &object);

// The value map's words; empty where there is none.
QString codeWords(const PropertyDecl &property, const CimValue &value);
// Path text; without a namespace it is the one all kinds live in. Nothing for what is no object
// path.
std::optional<CimPath> pathFrom(const QString &text);

} // namespace Cistern::Cli
