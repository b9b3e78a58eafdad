// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The open dialog of a kind, as a person finds it: whoever opened it.
#pragma once

#include <QApplication>
#include <QWidget>

namespace Cistern {

template<class T>
T *shownDialog()
{
    for (QWidget *widget : QApplication::topLevelWidgets()) {
        if (auto *dialog = qobject_cast<T *>(widget); dialog && dialog->isVisible())
            return dialog;
    }
    return nullptr;
}

} // namespace Cistern
