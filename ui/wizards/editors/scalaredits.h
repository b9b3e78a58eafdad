// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Editors of single values: text, numbers over the whole range of 64 bits, sizes, yes or no, codes
// of a value map, times. Owned by their form. GUI thread.
#pragma once

#include "ui/wizards/editors/valueedit.h"

class QCheckBox;
class QComboBox;
class QLineEdit;

namespace Cistern {

class Label;
class SizeEdit;

// Text that may be given and empty: a tick says which.
class TextValueEdit : public ValueEdit
{
    Q_OBJECT

public:
    TextValueEdit(const FieldDecl &field, QWidget *parent);
    CimValue value() const override;
    void setValue(const CimValue &value) override;
    QWidget *input() override;

private:
    QLineEdit *m_text;
    QCheckBox *m_given;
};

// Any number; an empty field is not given.
class NumberValueEdit : public ValueEdit
{
    Q_OBJECT

public:
    NumberValueEdit(const FieldDecl &field, QWidget *parent);
    CimValue value() const override;
    void setValue(const CimValue &value) override;
    QString problem() const override;
    QWidget *input() override;

private:
    QLineEdit *m_text;
};

class SizeValueEdit : public ValueEdit
{
    Q_OBJECT

public:
    SizeValueEdit(const FieldDecl &field, QWidget *parent);
    CimValue value() const override;
    void setValue(const CimValue &value) override;
    QString problem() const override;
    QWidget *input() override;

private:
    SizeEdit *m_size;
};

// Not given, yes, no.
class BooleanValueEdit : public ValueEdit
{
    Q_OBJECT

public:
    BooleanValueEdit(const FieldDecl &field, QWidget *parent);
    CimValue value() const override;
    void setValue(const CimValue &value) override;
    QWidget *input() override;

private:
    QComboBox *m_choice;
};

// The names of a value map; other numbers of its ranges may be written.
class CodeValueEdit : public ValueEdit
{
    Q_OBJECT

public:
    CodeValueEdit(const FieldDecl &field, QWidget *parent);
    CimValue value() const override;
    void setValue(const CimValue &value) override;
    QString problem() const override;
    QWidget *input() override;

private:
    QComboBox *m_choice;
};

// A point in time or an interval: "90 s", "2 h", "2026-11-21T18:00:00Z", or the 25 characters.
class TimeValueEdit : public ValueEdit
{
    Q_OBJECT

public:
    TimeValueEdit(const FieldDecl &field, QWidget *parent);
    CimValue value() const override;
    void setValue(const CimValue &value) override;
    QString problem() const override;
    QWidget *input() override;

private:
    QLineEdit *m_text;
    Label *m_exact;
};

} // namespace Cistern
