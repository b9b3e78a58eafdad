// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Words of a system in a message box are text, never markup with links that open.
#pragma once

#include <QLabel>
#include <QMessageBox>

namespace Cistern {

// What it says, and below it what informs: the second label does not follow the box's text format.
inline void inform(QMessageBox *box, const QString &words)
{
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(words);
    if (auto *label = box->findChild<QLabel *>(QStringLiteral("qt_msgbox_informativelabel")))
        label->setTextFormat(Qt::PlainText);
}

} // namespace Cistern
