@C37
Feature: C37 Notices carry their last update
  Every notice says when it was last changed, and its earlier editions can be read.

  Scenario: Each notice has its date, its edition and its history
    Then each notice page says when it was updated, and leads to its history
