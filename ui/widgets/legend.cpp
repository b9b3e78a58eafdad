// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/widgets/legend.h"

#include "ui/widgets/label.h"

#include <QHBoxLayout>
#include <QLayoutItem>
#include <QPainter>

#include <memory>

namespace Cistern {

namespace {

class SwatchBox : public QWidget
{
public:
    SwatchBox(Swatch swatch, Ink ink, QWidget *parent)
        : QWidget(parent), m_swatch(swatch), m_ink(ink)
    {
        setFixedSize(12, 12);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        paintSwatch(&painter, rect(), m_swatch, palette(), m_ink);
    }

private:
    Swatch m_swatch;
    Ink m_ink;
};

} // namespace

Legend::Legend(QWidget *parent) : QWidget(parent), m_row(new QHBoxLayout(this))
{
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(6);
}

void Legend::setEntries(const QList<LegendEntry> &entries, Ink ink)
{
    while (const std::unique_ptr<QLayoutItem> item{m_row->takeAt(0)})
        delete item->widget();
    for (const LegendEntry &entry : entries) {
        if (m_row->count() > 0)
            m_row->addSpacing(14);
        m_row->addWidget(new SwatchBox(entry.swatch, ink, this), 0, Qt::AlignVCenter);
        m_row->addWidget(new Label(Label::Kind::Grey, entry.label, this));
        if (!entry.figure.isEmpty())
            m_row->addWidget(new Label(ink == Ink::Grey ? Label::Kind::Grey : Label::Kind::Body,
                                       entry.figure, this));
    }
}

} // namespace Cistern
