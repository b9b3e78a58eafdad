// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Every property of one CIM object as it was told: name, type, value. Server text is data: views
// show it as plain text. Owned by the window; GUI thread.
#pragma once

#include "services/cim/ciminstance.h"

#include <QAbstractTableModel>

namespace Cistern {

class ModelWords;

class PropertyModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Name, Type, Value, ColumnCount };

    explicit PropertyModel(const ModelWords &words, QObject *parent = nullptr);

    // The same object read again changes values; another object, or other properties, is another
    // table.
    void setInstance(const CimInstance &instance);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;

private:
    const ModelWords &m_words;
    CimPath m_path;
    const ClassDecl *m_decl = nullptr;
    QList<std::pair<QString, CimValue>> m_rows;
};

} // namespace Cistern
