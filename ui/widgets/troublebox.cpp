// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/widgets/troublebox.h"

#include "ui/widgets/copyfield.h"
#include "ui/widgets/label.h"
#include "ui/widgets/linkbutton.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace Cistern {

TroubleBox::TroubleBox(QWidget *parent)
    : QWidget(parent)
    , m_banner(new Banner(this, Banner::Buttons::Below))
    , m_column(new QVBoxLayout(this))
    , m_row(new QHBoxLayout)
    , m_detailsButton(new LinkButton(tr("Details"), this))
    , m_details(new Label(Label::Kind::Fixed, QString(), this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(8);
    m_row->setSpacing(8);
    m_row->addWidget(m_detailsButton);
    m_row->addStretch(1);
    m_detailsButton->setCheckable(true);
    m_details->setWordWrap(true);
    m_details->setSelectable();
    m_details->hide();
    m_column->addWidget(m_banner);
    m_column->addLayout(m_row);
    m_column->addWidget(m_details);
    connect(m_detailsButton, &QPushButton::toggled, m_details, &QWidget::setVisible);
}

void TroubleBox::setTrouble(const Trouble &trouble)
{
    if (m_trouble == trouble)
        return;
    m_trouble = trouble;
    BannerText words = trouble.text;
    words.details.clear(); // they stand below the command
    m_banner->setText(words);
    delete m_command;
    m_command = nullptr;
    if (!trouble.command.isEmpty()) {
        m_command = new CopyField(trouble.command, this);
        m_column->insertWidget(1, m_command);
    }
    qDeleteAll(m_buttons);
    m_buttons.clear();
    for (const QString &label : trouble.actions) {
        const int action = int(m_buttons.size());
        auto *button = new QPushButton(label, this);
        button->setAutoDefault(false);
        m_row->insertWidget(action, button);
        connect(button, &QPushButton::clicked, this,
                [this, action] { Q_EMIT actionTriggered(action); });
        m_buttons.append(button);
    }
    m_details->setText(trouble.text.details);
    m_detailsButton->setChecked(false);
    m_detailsButton->setVisible(!trouble.text.details.isEmpty());
}

} // namespace Cistern

#include "moc_troublebox.cpp"
