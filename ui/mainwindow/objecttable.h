// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The one look of every table of objects. GUI thread.
#pragma once

#include <QString>

class QTreeView;
class QWidget;

namespace Cistern {

class ObjectTableModel;

// Sorted on raw values; owned by parent.
QTreeView *makeObjectTable(ObjectTableModel *model, const QString &accessibleName, QWidget *parent);

} // namespace Cistern
