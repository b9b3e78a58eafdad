// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The kinds of ui/text/presentation as `list` prints them: cells for people, objects for programs.
// Pure functions; any thread.
#pragma once

#include "ui/text/presentation.h"

#include <QJsonObject>
#include <QStringList>

#include <optional>

namespace Cistern::Cli {

const ListKind *findKind(const QString &name);
QStringList kindNames();
QStringList headsOf(const ListKind &kind);
QJsonObject rowFacts(const ListKind &kind, const QString &systemId, const CimInstance &object);
QStringList rowCells(const ListKind &kind, const QString &systemId, const CimInstance &object);

// Path text; without a namespace it is the one storage lives in. Nothing for what is no object
// path.
std::optional<CimPath> pathFrom(const QString &text);

} // namespace Cistern::Cli
