@C3 @wip
Feature: C3 People come in by telephone, mail, web, app and API
  Each contact becomes one record with its channel.

  Scenario: One person, five channels
    When Anna makes contact by each channel
    Then there are five contacts with their channels, of one person
