// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/widgets/copyfield.h"

#include "ui/widgets/icons.h"
#include "ui/widgets/theme.h"

#include <QFontDatabase>
#include <QGuiApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

using namespace Qt::Literals::StringLiterals;

namespace Cistern {

CopyField::CopyField(const QString &text, QWidget *parent)
    : QWidget(parent), m_field(new QLineEdit(text, this))
{
    m_field->setReadOnly(true);
    m_field->setCursorPosition(0);
    m_field->setFont(scaledFont(QFontDatabase::systemFont(QFontDatabase::FixedFont), 0.95));
    m_field->setLayoutDirection(Qt::LeftToRight); // commands are never mirrored
    m_field->setAccessibleName(tr("Command"));
    auto *copy = new QPushButton(icon("copy"_L1), tr("Copy"), this);
    copy->setAutoDefault(false);
    connect(copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_field->text()); });
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_field, 1);
    row->addWidget(copy);
}

QString CopyField::text() const
{
    return m_field->text();
}

} // namespace Cistern
