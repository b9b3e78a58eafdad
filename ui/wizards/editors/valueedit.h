// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A field for one value of a declared parameter or property, and the facts of the declaration it
// follows. "Not given" is a state of its own, apart from empty. GUI thread.
#pragma once

#include "services/cim/cimvalue.h"
#include "services/schema/declaration.h"

#include <QWidget>

#include <span>

namespace Cistern {

class Inventory;

struct FieldDecl
{
    QString name;
    QString label; // in the person's language
    CimType type = CimType::String;
    bool array = false;
    Carries carries = Carries::Text;
    QString refClass;
    bool required = false;
    Unit unit = Unit::None;
    std::span<const CodeName> codes;

    static FieldDecl of(const ParamDecl &param);
    static FieldDecl of(const PropertyDecl &property);
    FieldDecl element() const; // of an array
    QString typeText() const;  // "uint64", "reference to CIM_StoragePool[]": for tooltips
};

// Where the objects to choose from are.
struct EditorPlace
{
    const Inventory &inventory;
    QString systemId;
    QString nameSpace;
};

class ValueEdit : public QWidget
{
    Q_OBJECT

public:
    ValueEdit(const FieldDecl &field, QWidget *parent);

    const FieldDecl &field() const { return m_field; }
    // Null of the field's type when it is not given, or while what is typed is no value.
    virtual CimValue value() const = 0;
    virtual void setValue(const CimValue &value) = 0;
    virtual QString problem() const { return {}; } // of what is typed
    virtual QWidget *input() = 0;                  // where keys go; for labels and error borders

Q_SIGNALS:
    void changed();

protected:
    CimValue null() const { return CimValue::null(m_field.type, m_field.array); }

private:
    FieldDecl m_field;
};

} // namespace Cistern
