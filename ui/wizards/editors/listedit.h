// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// An array: one editor an element, rows are added and taken away. No row means not given; an empty
// array can't be told from that on the wire. GUI thread.
#pragma once

#include "ui/wizards/editors/valueedit.h"

#include <functional>

class QPushButton;
class QVBoxLayout;

namespace Cistern {

class ListEdit : public ValueEdit
{
    Q_OBJECT

public:
    using Make = std::function<ValueEdit *(const FieldDecl &element, QWidget *parent)>;

    ListEdit(const FieldDecl &field, const Make &make, QWidget *parent);
    CimValue value() const override;
    void setValue(const CimValue &value) override;
    QString problem() const override;
    QWidget *input() override;
    qsizetype count() const { return m_rows.size(); }
    ValueEdit *addRow();

private:
    struct Row
    {
        QWidget *widget;
        ValueEdit *edit;
    };
    void removeRow(QWidget *widget);

    Make m_make;
    QVBoxLayout *m_column;
    QPushButton *m_add;
    QList<Row> m_rows;
};

} // namespace Cistern
