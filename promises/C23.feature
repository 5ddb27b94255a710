@C23 @wip
Feature: C23 The Wellbeing Hub informs, for everybody
  Articles, newsletters, videos and podcasts, searchable and accessible.

  Scenario: A screen reader and no network
    When Anna reads an article offline with a screen reader
    Then it reads well, and media came from ourselves
