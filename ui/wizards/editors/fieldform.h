// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A form made of declared fields: label, editor, and what is wrong right below. Rare fields wait
// behind a link. Owned by its page or editor. GUI thread.
#pragma once

#include "ui/wizards/editors/valueedit.h"

#include <QHash>

class QGridLayout;

namespace Cistern {

class FieldProblem;
class LinkButton;

class FieldForm : public QWidget
{
    Q_OBJECT

public:
    FieldForm(const EditorPlace &place, QWidget *parent);

    // Whatever was there goes.
    void setFields(const QList<FieldDecl> &fields, const QList<FieldDecl> &rare = {});
    const QList<ValueEdit *> &edits() const { return m_edits; }
    ValueEdit *edit(QStringView name) const; // null for none
    // By name of the field; those not named are cleared.
    void showProblems(const QHash<QString, QString> &texts);
    QString shownProblem(const QString &name) const;

Q_SIGNALS:
    void changed();

private:
    struct Row
    {
        QWidget *label;
        ValueEdit *edit;
        FieldProblem *problem;
        bool rare;
    };
    void addRow(const FieldDecl &field, bool rare);
    void showRare(bool shown);

    EditorPlace m_place;
    QGridLayout *m_grid;
    LinkButton *m_more;
    QList<Row> m_rows;
    QList<ValueEdit *> m_edits;
};

} // namespace Cistern
