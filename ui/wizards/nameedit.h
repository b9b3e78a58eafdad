// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A field for the name of a pool, volume or extent that says beside itself what is wrong. GUI
// thread.
#pragma once

#include "ui/wizards/nameproblem.h"

#include <QWidget>

class QLineEdit;

namespace Cistern {

class FieldProblem;

class NameEdit : public QWidget
{
    Q_OBJECT

public:
    explicit NameEdit(QWidget *parent = nullptr);

    QString name() const;
    void setName(const QString &name);
    void setOptional(bool optional);
    void setOthers(const QStringList &names); // a warning beside a name that is taken
    bool isAcceptable() const { return !m_problem.refuses(); }
    QString problemText() const { return m_problem.text; }
    void showProblem(const QString &text); // found elsewhere; stays until the text changes
    QLineEdit *lineEdit() const { return m_edit; }

Q_SIGNALS:
    void changed();

private:
    void check();

    QLineEdit *m_edit;
    FieldProblem *m_shown;
    NameProblem m_problem;
    QStringList m_others;
    bool m_optional = true;
};

} // namespace Cistern
