// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Chooses an object of a class among those that are known; one that is not can be given by its
// path. Of a reference, or of a string that carries a path. GUI thread.
#pragma once

#include "ui/wizards/editors/valueedit.h"

class QComboBox;

namespace Cistern {

class ReferenceEdit : public ValueEdit
{
    Q_OBJECT

public:
    ReferenceEdit(const FieldDecl &field, const EditorPlace &place, QWidget *parent);
    CimValue value() const override;
    void setValue(const CimValue &value) override;
    QString problem() const override;
    QWidget *input() override;

private:
    int chosenPlace() const; // of its row; -1: none, a path was written
    std::optional<CimPath> chosen() const;
    void add(const QString &words, const CimPath &path);

    QComboBox *m_choice;
};

// Known objects of className in nameSpace (any where it is empty) on that system, with the words
// for a list; by these words.
QList<std::pair<QString, CimPath>> knownObjects(const EditorPlace &place, const QString &className);

} // namespace Cistern
