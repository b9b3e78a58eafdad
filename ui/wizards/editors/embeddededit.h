// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A string that carries an instance: the class is chosen, its properties are a form; the text is
// never typed. GUI thread.
#pragma once

#include "services/cim/ciminstance.h"
#include "ui/wizards/editors/valueedit.h"

class QComboBox;

namespace Cistern {

class FieldForm;

class EmbeddedEdit : public ValueEdit
{
    Q_OBJECT

public:
    EmbeddedEdit(const FieldDecl &field, const EditorPlace &place, QWidget *parent);
    CimValue value() const override;
    void setValue(const CimValue &value) override;
    QString problem() const override;
    QWidget *input() override;

private:
    void chooseClass();
    const ClassDecl *chosen() const;
    CimInstance instance() const;

    EditorPlace m_place;
    QComboBox *m_class;
    FieldForm *m_form;
    QString m_kept; // a text that no declaration reads, as it was given
};

} // namespace Cistern
